using Microsoft.SqlServer.TransactSql.ScriptDom;
using VteBridge.Vte.Schema;
using VteBridge.Vte.Sql;

namespace VteBridge.Tests.Vte;

/// <summary>Every statement that a site can be sent, parsed with Microsoft's own grammar of SQL Server 2012.</summary>
public sealed class StatementTests
{
    public static readonly TheoryData<string> Schemas = [.. SiteSchemas.Names];

    [Theory, MemberData(nameof(Schemas))]
    public void Every_statement_is_one_SELECT_and_nothing_else(string schema)
    {
        foreach (var text in Texts(schema))
        {
            var statement = Assert.Single(Statements(text));
            var select = Assert.IsType<SelectStatement>(statement);
            Assert.Null(select.Into);
            Assert.Empty(Found<TSqlFragment>(select).Where(IsMoreThanReading).Select(f => f.GetType().Name));
        }
    }

    [Theory, MemberData(nameof(Schemas))]
    public void No_statement_has_a_table_hint(string schema)
    {
        foreach (var text in Texts(schema))
        {
            Assert.All(Tables(text), t => Assert.Empty(t.TableHints));
            Assert.Empty(Found<OptimizerHint>(Parse(text)));
        }
    }

    [Theory, MemberData(nameof(Schemas))]
    public void No_statement_has_a_star_or_names_a_password(string schema)
    {
        Assert.All(
            Texts(schema),
            text =>
            {
                Assert.Empty(Found<SelectStarExpression>(Parse(text)));
                Assert.DoesNotContain(Found<Identifier>(Parse(text)), i => SchemaResolver.IsSecret(i.Value));
            }
        );
    }

    [Theory, MemberData(nameof(Schemas))]
    public void Every_name_of_the_site_stands_in_brackets(string schema)
    {
        var site = SiteSchemas.Of(schema);
        var names = site.Columns.Values.SelectMany(c => new[] { c.Name, c.Table }).Append(site.Name).ToHashSet();
        var used = 0;
        foreach (
            var identifier in OwnTexts(schema)
                .SelectMany(t => Found<Identifier>(Parse(t)))
                .Where(i => names.Contains(i.Value))
        )
        {
            Assert.Equal(QuoteType.SquareBracket, identifier.QuoteType);
            used++;
        }
        Assert.True(used > 10, "the names of the site were not found");
    }

    /// <summary>Without the id in the order, runs with the same timestamp could be skipped or repeated at the end of a page.</summary>
    [Fact]
    public void Pages_are_ordered_by_time_and_then_by_id()
    {
        var sql = new RunSql(SiteSchemas.Of("9.31"));

        foreach (
            var text in (string[])[sql.FirstPage, sql.NextPage, sql.Chosen, .. sql.OfPage.Steps.Select(s => s.Text)]
        )
        {
            var order = Found<OrderByClause>(Parse(text))[^1].OrderByElements.Select(TextOf).Take(2);
            Assert.Equal(["i.[Timestamp]", "i.[Index_GUID]"], order);
        }
    }

    /// <summary>SQL Server cannot use an index on the repair's own time for a condition on a COALESCE of it.</summary>
    [Fact]
    public void Page_of_repairs_is_sought_by_their_own_time()
    {
        var sql = new RepairSql(SiteSchemas.Of("9.31"), failedCodes: 1);

        foreach (var text in (string[])[sql.FirstPage, sql.NextPage])
        {
            Assert.Contains(
                "(r.[Timestamp] >= @fromTime AND r.[Timestamp] <= @toTime OR r.[Timestamp] IS NULL) AND COALESCE(",
                text
            );
            Assert.Contains("CASE WHEN i.[Index_GUID] IS NULL THEN (SELECT TOP (1) x.[Index_GUID]", text);
        }
    }

    /// <summary>SQL Server refuses both only when it runs the statement; the grammar accepts them.</summary>
    [Theory, MemberData(nameof(Schemas))]
    public void No_statement_orders_by_a_constant_or_twice(string schema)
    {
        foreach (var clause in Texts(schema).SelectMany(t => Found<OrderByClause>(Parse(t))))
        {
            Assert.All(clause.OrderByElements, e => Assert.NotEmpty(Found<ColumnReferenceExpression>(e)));
            var elements = clause.OrderByElements.Select(TextOf).ToList();
            Assert.Equal(elements.Distinct(), elements);
        }
    }

    /// <summary>
    /// Otherwise one value that cannot be converted, or two collations, would make the statement fail for all rows (errors 245, 8169, 468,
    /// 402).
    /// </summary>
    [Fact]
    public void Incomparable_columns_are_converted()
    {
        var texts = string.Join('\n', OwnTexts("odd types"));

        Assert.Contains("ON TRY_CAST(d.[Index_GUID] AS uniqueidentifier) = i.[Index_GUID]", texts);
        Assert.Contains("ON TRY_CAST(u.[Uut_GUID] AS uniqueidentifier) = i.[Uut_GUID]", texts);
        Assert.Contains("CAST(f.[Code] AS nvarchar(4000))", texts);
        Assert.Contains("u.[Serial] COLLATE DATABASE_DEFAULT = a.[Serial] COLLATE DATABASE_DEFAULT", texts);
        Assert.DoesNotContain("TRY_CAST", string.Join('\n', OwnTexts("9.31")));
        Assert.DoesNotContain("COLLATE", string.Join('\n', OwnTexts("9.31")));
    }

    /// <summary>SQL Server would answer with error 306.</summary>
    [Fact]
    public void Nothing_is_ordered_by_an_unsortable_column()
    {
        var orders = OwnTexts("odd types").SelectMany(t => Found<OrderByClause>(Parse(t))).Select(TextOf);

        Assert.All(
            orders,
            o => Assert.False(o.Contains("[OldSerial]") || o.Contains("[PartType]") || o.Contains("a.[Component]"), o)
        );
    }

    [Fact]
    public void Names_that_try_to_be_more_stay_names()
    {
        var tables = OwnTexts("reserved")
            .SelectMany(Tables)
            .Select(t => t.SchemaObject.BaseIdentifier.Value)
            .Distinct();

        Assert.Equal(
            SiteSchemas.Of("reserved").Columns.Values.Select(c => c.Table).Distinct().Order(StringComparer.Ordinal),
            tables.Order(StringComparer.Ordinal)
        );
        Assert.All(
            OwnTexts("reserved").SelectMany(Tables),
            t => Assert.Equal(SiteSchemas.Reserved, t.SchemaObject.SchemaIdentifier.Value)
        );
    }

    [Fact]
    public void Rights_question_keeps_reserved_name_in_its_literal()
    {
        var text = ServerSql.MayWrite(SiteSchemas.Of("reserved").Table("IndexData"));

        Assert.Contains(
            Found<StringLiteral>(Parse(text)),
            l => l.Value == SiteSchemas.Of("reserved").Table("IndexData")
        );
    }

    [Fact]
    public void A_session_is_only_set_to_be_gentle()
    {
        var statements = Statements(string.Join(" ", ServerSql.Session(TimeSpan.FromSeconds(5))));

        Assert.Equal(4, statements.Count);
        Assert.All(
            statements,
            s =>
                Assert.True(
                    s is PredicateSetStatement or SetTransactionIsolationLevelStatement or SetCommandStatement,
                    s.GetType().Name
                )
        );
    }

    [Fact]
    public void Only_what_the_site_has_is_asked_for()
    {
        Assert.Equal(
            ["IndexData", "TestDataText"],
            OwnTexts("barest").SelectMany(Tables).Select(t => t.SchemaObject.BaseIdentifier.Value).Distinct().Order()
        );
        Assert.DoesNotContain(
            OwnTexts("9.2").SelectMany(Tables),
            t => t.SchemaObject.BaseIdentifier.Value.StartsWith("Repair", StringComparison.Ordinal)
        );
        Assert.Contains(OwnTexts("9.31").SelectMany(Tables), t => t.SchemaObject.BaseIdentifier.Value == "RepairData");
    }

    private static IEnumerable<string> Texts(string schema) => SiteSql.All(SiteSchemas.Of(schema), failedCodes: 2);

    /// <summary>The statements that are built from the site's own names.</summary>
    private static IEnumerable<string> OwnTexts(string schema) =>
        Texts(schema)
            .Except([ServerSql.Columns, ServerSql.SchemasOf, ServerSql.Clock, ServerSql.Facts])
            .Where(t => Tables(t).All(table => table.SchemaObject.SchemaIdentifier?.Value != "sys"));

    /// <summary>True for parts of a SELECT that change something or access something outside the database.</summary>
    private static bool IsMoreThanReading(TSqlFragment fragment) =>
        fragment
            is DataModificationSpecification
                or OpenRowsetTableReference
                or OpenQueryTableReference
                or AdHocTableReference
                or NextValueForExpression
                or DataModificationTableReference
                or SelectSetVariable
                or BulkOpenRowset;

    private static IReadOnlyList<NamedTableReference> Tables(string text) => Found<NamedTableReference>(Parse(text));

    private static IList<TSqlStatement> Statements(string text) =>
        Assert.Single(((TSqlScript)Parse(text)).Batches).Statements;

    private static TSqlFragment Parse(string text)
    {
        var script = new TSql110Parser(initialQuotedIdentifiers: true).Parse(new StringReader(text), out var errors);
        Assert.True(errors.Count == 0, $"{string.Join("; ", errors.Select(e => e.Message))}\n{text}");
        return script;
    }

    private static string TextOf(TSqlFragment fragment) =>
        string.Concat(
            fragment
                .ScriptTokenStream.Skip(fragment.FirstTokenIndex)
                .Take(fragment.LastTokenIndex - fragment.FirstTokenIndex + 1)
                .Select(t => t.Text)
        );

    private static IReadOnlyList<T> Found<T>(TSqlFragment fragment)
        where T : TSqlFragment => Install.SqlScript.Parts<T>(fragment);
}
