using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

internal sealed partial class QueryCompiler
{
    private string Table(TableReference reference, Scope scope) =>
        reference switch
        {
            NamedTableReference table => Named(table, scope),
            QueryDerivedTable derived => Derived(
                Query(derived.QueryExpression, null),
                derived.Alias.Value,
                derived.Columns,
                scope
            ),
            InlineDerivedTable values => Derived(Values(values), values.Alias.Value, values.Columns, scope),
            QualifiedJoin join => Join(join, scope),
            UnqualifiedJoin { UnqualifiedJoinType: UnqualifiedJoinType.CrossJoin } cross =>
                $"{Table(cross.FirstTableReference, scope)} CROSS JOIN {Operand(cross.SecondTableReference, scope)}",
            JoinParenthesisTableReference parenthesis => $"({Table(parenthesis.Join, scope)})",
            _ => throw SqlFaults.NotSupported(Describe(reference)),
        };

    private string Named(NamedTableReference reference, Scope scope)
    {
        var name = reference.SchemaObject;
        var bare = name.BaseIdentifier.Value;
        var alias = reference.Alias?.Value ?? bare;
        if (name.Identifiers.Count == 1 && _common.TryGetValue(bare, out var common))
        {
            // A common table expression sees only those before it: taking it out of sight also refuses recursion.
            _common.Remove(bare);
            var query = Query(common.QueryExpression, null);
            _common.Add(bare, common);
            return Derived(query, alias, common.Columns, scope);
        }
        var isHere =
            name.DatabaseIdentifier is null
            || name.DatabaseIdentifier.Value.Equals(database, StringComparison.OrdinalIgnoreCase);
        var table = isHere && name.ServerIdentifier is null ? catalog.Find(name.SchemaIdentifier?.Value, bare) : null;
        if (table is null)
            throw SqlFaults.UnknownObject(string.Join('.', name.Identifiers.Select(part => part.Value)));
        if (!_isInView && !catalog.MaySelect(table))
            throw SqlFaults.PermissionDenied("SELECT", table.Name, database);
        _tables.Add(table.Name);
        if (table.View is { } view)
            return Derived(View(view), alias, [.. table.Columns.Select(c => new Identifier { Value = c.Name })], scope);
        var id = $"t{_sources++}";
        scope.Add(
            new Source(
                alias,
                [
                    .. table.Columns.Select(c => new SourceColumn(
                        c.Name,
                        new Typed($"{id}.{c.Sqlite}", c.Type, IsColumn: true)
                    )),
                ]
            )
        );
        return $"{table.Sqlite} AS {id}";
    }

    /// <summary>A view sees no common table expressions of the query around it, and its owner may read all tables.</summary>
    private CompiledQuery View(QueryExpression view)
    {
        var outer = (Common: _common.ToList(), _isInView);
        _common.Clear();
        _isInView = true;
        var query = Query(view, null);
        outer.Common.ForEach(each => _common.Add(each.Key, each.Value));
        _isInView = outer._isInView;
        return query;
    }

    private string Derived(CompiledQuery query, string alias, IList<Identifier> names, Scope scope)
    {
        if (names.Count > 0 && names.Count != query.Columns.Count)
            throw new SqlFault(
                8158,
                $"'{alias}' has a different number of columns than were specified in the column list."
            );
        var id = $"t{_sources++}";
        var columns = query.Columns.Select(
            (column, i) =>
                new SourceColumn(
                    names.Count > 0 ? names[i].Value : column.Name,
                    new Typed($"{id}.c{i}", column.Type, IsColumn: true)
                )
        );
        scope.Add(new Source(alias, [.. columns]));
        return $"({query.Sql}) AS {id}";
    }

    private CompiledQuery Values(InlineDerivedTable table)
    {
        var scope = new Scope(null);
        var rows = table
            .RowValues.Select(row => row.ColumnValues.Select(value => Expression(value, scope)).ToList())
            .ToList();
        var types = rows[0].Select((_, i) => rows.Select(row => row[i].Type).Aggregate(Common)).ToList();
        var selects = rows.Select(row =>
            "SELECT " + string.Join(", ", row.Select((value, i) => $"{Convert(value, types[i]).Collated} AS c{i}"))
        );
        return new CompiledQuery(
            string.Join(" UNION ALL ", selects),
            [.. types.Select(type => new ResultColumn("", type))]
        );
    }

    private string Join(QualifiedJoin join, Scope scope)
    {
        var first = Table(join.FirstTableReference, scope);
        var second = Operand(join.SecondTableReference, scope);
        var kind = join.QualifiedJoinType switch
        {
            QualifiedJoinType.Inner => "JOIN",
            QualifiedJoinType.LeftOuter => "LEFT JOIN",
            QualifiedJoinType.RightOuter => "RIGHT JOIN",
            _ => "FULL JOIN",
        };
        return $"{first} {kind} {second} ON {Predicate(join.SearchCondition, scope)}";
    }

    /// <summary>T-SQL nests joins by where ON stands: a join on the right side keeps its own brackets.</summary>
    private string Operand(TableReference reference, Scope scope) =>
        reference is QualifiedJoin or UnqualifiedJoin ? $"({Table(reference, scope)})" : Table(reference, scope);
}
