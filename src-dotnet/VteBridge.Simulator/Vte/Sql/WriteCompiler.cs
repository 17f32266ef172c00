using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>Compiles the statements that change something: INSERT … VALUES, UPDATE and DELETE of one table, and DDL.</summary>
internal sealed class WriteCompiler(Catalog catalog, string database, Inputs inputs)
{
    public IReadOnlyList<string> Compile(TSqlStatement statement) =>
        statement switch
        {
            InsertStatement
            {
                InsertSpecification: { InsertSource: ValuesInsertSource { IsDefaultValues: false } source } insert
            } => [.. source.RowValues.Select(row => Insert(Table(insert.Target), insert.Columns, row.ColumnValues))],
            UpdateStatement { UpdateSpecification: { FromClause: null } update } =>
            [
                Update(Table(update.Target), update),
            ],
            DeleteStatement { DeleteSpecification: { FromClause: null } delete } =>
            [
                $"DELETE FROM {Table(delete.Target).Sqlite}{Where(delete.WhereClause, Table(delete.Target))}",
            ],
            _ => new DefinitionScript(catalog, database).Read(statement),
        };

    private string Insert(TableDefinition table, IList<ColumnReferenceExpression> names, IList<ScalarExpression> values)
    {
        var columns =
            names.Count > 0
                ? names.Select(name => Column(table, name)).ToList()
                : table.Columns.Where(column => !column.IsIdentity).ToList();
        if (columns.Count != values.Count)
            throw new SqlFault(213, "Column name or number of supplied values does not match table definition.");
        if (table.Columns.FirstOrDefault(column => column.IsRequired && !columns.Contains(column)) is { } missing)
            throw SqlFaults.NullNotAllowed(missing.Name);
        var compiled = columns.Zip(values, (column, value) => Kept(column, Compiler().Value(value, column.Type).Sql));
        return $"INSERT INTO {table.Sqlite} ({string.Join(", ", columns.Select(column => column.Sqlite))}) VALUES ({string.Join(", ", compiled)})";
    }

    private string Update(TableDefinition table, UpdateSpecification update)
    {
        var changes = update.SetClauses.Select(clause =>
            clause is AssignmentSetClause { AssignmentKind: AssignmentKind.Equals, Column: { } name }
                ? $"{Column(table, name).Sqlite} = {Kept(Column(table, name), Compiler().ValueIn(((AssignmentSetClause)clause).NewValue, Column(table, name).Type, table))}"
                : throw SqlFaults.NotSupported(clause.GetType().Name)
        );
        return $"UPDATE {table.Sqlite} SET {string.Join(", ", changes)}{Where(update.WhereClause, table)}";
    }

    private string Where(WhereClause? clause, TableDefinition table) =>
        clause is null ? "" : " WHERE " + Compiler().PredicateIn(clause.SearchCondition, table);

    private static string Kept(TableColumn column, string value) =>
        column.IsRequired ? $"coalesce({value}, tsql_null_refused('{column.Name.Replace("'", "''")}'))" : value;

    private QueryCompiler Compiler() => new(catalog, database, inputs);

    private static TableColumn Column(TableDefinition table, ColumnReferenceExpression name)
    {
        var column = name.MultiPartIdentifier.Identifiers[^1].Value;
        return table.Find(column) ?? throw SqlFaults.UnknownColumn(column);
    }

    private TableDefinition Table(TableReference target) =>
        target is NamedTableReference { SchemaObject: var name }
            ? catalog.Find(name.SchemaIdentifier?.Value, name.BaseIdentifier.Value)
                ?? throw SqlFaults.UnknownObject(name.BaseIdentifier.Value)
            : throw SqlFaults.NotSupported(target.GetType().Name);
}
