using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Simulator.Vte.Script;

namespace VteBridge.Tests.Install;

public sealed class InsertScriptTests
{
    /// <summary>All odd runs, and every twentieth of the thousands of numeric steps.</summary>
    private static readonly List<PlantRow> Rows =
    [
        .. SamplePlant
            .Rows(new PlantOptions { Runs = 220 })
            .Where((row, i) => row.Table != "TestDataNumeric" || i % 20 == 0),
    ];

    [Fact]
    public void The_script_inserts_the_plant_row_by_row_and_value_by_value()
    {
        var text = new StringWriter();
        var count = InsertScript.Write(text, Rows);

        var inserts = SqlScript.All<InsertStatement>(text.ToString());

        Assert.Equal(Rows.Count, count);
        Assert.Equal(Rows.Count, inserts.Count);
        foreach (var (row, insert) in Rows.Zip(inserts))
        {
            var target = (NamedTableReference)insert.InsertSpecification.Target;
            Assert.Equal(
                $"dbo.{row.Table}",
                string.Join('.', target.SchemaObject.Identifiers.Select(part => part.Value))
            );
            Assert.Equal(
                row.Columns,
                insert.InsertSpecification.Columns.Select(c => c.MultiPartIdentifier.Identifiers[^1].Value)
            );
            var values = ((ValuesInsertSource)insert.InsertSpecification.InsertSource).RowValues.Single().ColumnValues;
            Assert.Equal(row.Values.Select(Plain), values.Select(Value));
        }
    }

    [Theory]
    [InlineData("it's", "N'it''s'")]
    [InlineData(
        "a\r\nGO\r\nb",
        "CAST(N'' AS nvarchar(max)) + N'a' + NCHAR(13) + NCHAR(10) + N'GO' + NCHAR(13) + NCHAR(10) + N'b'"
    )]
    [InlineData("$(Password)", "CAST(N'' AS nvarchar(max)) + NCHAR(36) + N'(Password)'")]
    [InlineData("\ud83d\ude00", "N'\ud83d\ude00'")]
    [InlineData("", "N''")]
    public void Text_stays_what_it_is_in_one_line_of_a_script(string text, string literal) =>
        Assert.Equal(literal, SqlLiteral.Of(text));

    [Fact]
    public void Half_a_surrogate_pair_is_joined_in_by_its_number() =>
        Assert.Equal("CAST(N'' AS nvarchar(max)) + N'x' + NCHAR(55357)", SqlLiteral.Of("x" + '\ud83d'));

    [Fact]
    public void Numbers_of_every_size_are_read_back_as_they_were()
    {
        foreach (var number in new[] { 0, -0.1, 1.7976931348623157E308, 9.91E37, double.Epsilon, 24.02 })
            Assert.Equal(number, double.Parse(SqlLiteral.Of(number), CultureInfo.InvariantCulture));
    }

    /// <summary>The value that the server would read from the expression, as text.</summary>
    private static string? Value(ScalarExpression expression) =>
        expression switch
        {
            NullLiteral => null,
            CastCall cast => Value(cast.Parameter),
            BinaryExpression joined => Value(joined.FirstExpression) + Value(joined.SecondExpression),
            UnaryExpression { UnaryExpressionType: UnaryExpressionType.Negative } minus => "-"
                + Value(minus.Expression),
            FunctionCall { FunctionName.Value: "NCHAR" } call => (
                (char)int.Parse(Value(call.Parameters[0])!, null)
            ).ToString(),
            Literal literal => literal.Value,
            _ => throw new InvalidOperationException($"{expression.GetType().Name} is no literal."),
        };

    private static string? Plain(object? value) =>
        value switch
        {
            null => null,
            string or Guid => value.ToString(),
            _ => SqlLiteral.Of(value).Trim('\''),
        };
}
