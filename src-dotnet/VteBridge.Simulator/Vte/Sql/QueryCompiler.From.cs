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
            QualifiedJoin join => Join(join, scope),
            JoinParenthesisTableReference parenthesis => $"({Table(parenthesis.Join, scope)})",
            _ => throw SqlFaults.NotSupported(Describe(reference)),
        };

    private string Named(NamedTableReference reference, Scope scope)
    {
        var name = reference.SchemaObject;
        var bare = name.BaseIdentifier.Value;
        var alias = reference.Alias?.Value ?? bare;
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

    /// <summary>Compiles the query of a view. It runs with the owner's permissions, so it may read all tables.</summary>
    private CompiledQuery View(QueryExpression view)
    {
        var outer = _isInView;
        _isInView = true;
        var query = Query(view, null);
        _isInView = outer;
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

    private string Join(QualifiedJoin join, Scope scope)
    {
        var first = Table(join.FirstTableReference, scope);
        var second = Operand(join.SecondTableReference, scope);
        var kind = join.QualifiedJoinType switch
        {
            QualifiedJoinType.Inner => "JOIN",
            QualifiedJoinType.LeftOuter => "LEFT JOIN",
            _ => throw SqlFaults.NotSupported($"{join.QualifiedJoinType} JOIN"),
        };
        return $"{first} {kind} {second} ON {Predicate(join.SearchCondition, scope)}";
    }

    /// <summary>In T-SQL the position of ON decides how joins nest, so a join on the right side keeps its brackets.</summary>
    private string Operand(TableReference reference, Scope scope) =>
        reference is QualifiedJoin ? $"({Table(reference, scope)})" : Table(reference, scope);
}
