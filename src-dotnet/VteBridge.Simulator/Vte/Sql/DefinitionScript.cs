using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>Reads a create script and gives the tables and the SQLite statements that build them, with their keys and indexes.</summary>
/// <remarks>Foreign keys are read over: the plant has rows that point at deleted master data, as real sites do.</remarks>
internal sealed class DefinitionScript(Catalog catalog)
{
    private readonly List<string> _statements = [];

    /// <returns>The SQLite statements, in order; the tables are in the catalog.</returns>
    public IReadOnlyList<string> Read(string ddl)
    {
        foreach (var statement in TransactSql.Parse(ddl).Batches.SelectMany(batch => batch.Statements))
            Read(statement);
        return _statements;
    }

    public IReadOnlyList<string> Read(TSqlStatement statement)
    {
        switch (statement)
        {
            case CreateTableStatement table:
                AddTable(table);
                break;
            case CreateIndexStatement index:
                AddIndex(Table(index.OnName), index.Unique, index.Name.Value, index.Columns);
                break;
            case AlterTableAddTableElementStatement alter:
                foreach (var constraint in alter.Definition.TableConstraints.OfType<UniqueConstraintDefinition>())
                    AddKey(Table(alter.SchemaObjectName), constraint);
                break;
            case UseStatement
            or CreateDatabaseStatement
            or CreateSchemaStatement
            or PredicateSetStatement
            or PrintStatement:
                break;
            default:
                throw SqlFaults.NotSupported(
                    $"{statement.GetType().Name} in a create script (line {statement.StartLine})"
                );
        }
        return _statements;
    }

    private void AddTable(CreateTableStatement statement)
    {
        var name = statement.SchemaObjectName;
        var columns = statement.Definition.ColumnDefinitions.Select(Column).ToList();
        var table = new TableDefinition(
            name.SchemaIdentifier?.Value ?? Catalog.DefaultSchema,
            name.BaseIdentifier.Value,
            columns
        );
        catalog.Add(table);
        _statements.Add($"CREATE TABLE {table.Sqlite} ({string.Join(", ", columns.Select(Declaration))})");
        foreach (var column in statement.Definition.ColumnDefinitions)
        foreach (var key in column.Constraints.OfType<UniqueConstraintDefinition>())
            AddIndex(table, true, Fresh(key, table), [column.ColumnIdentifier.Value]);
        foreach (var key in statement.Definition.TableConstraints.OfType<UniqueConstraintDefinition>())
            AddKey(table, key);
    }

    private static ColumnDefinition Column(Microsoft.SqlServer.TransactSql.ScriptDom.ColumnDefinition column)
    {
        var constraints = column.Constraints;
        var isKey = constraints.OfType<UniqueConstraintDefinition>().Any(key => key.IsPrimaryKey);
        var nullability = constraints.OfType<NullableConstraintDefinition>().FirstOrDefault();
        return new ColumnDefinition(
            column.ColumnIdentifier.Value,
            SqlTypeNames.Resolve(column.DataType),
            nullability?.Nullable ?? !isKey && column.IdentityOptions is null,
            column.IdentityOptions is not null
        );
    }

    /// <summary>No declared type: SQLite then keeps every value exactly as it was bound.</summary>
    private static string Declaration(ColumnDefinition column) =>
        column.IsIdentity
            ? $"{column.Sqlite} INTEGER PRIMARY KEY"
            : column.Sqlite
                + (column.IsNullable ? "" : " NOT NULL")
                + (column.Type.IsText ? " COLLATE " + Storage.TextOrder.Name : "");

    private void AddKey(TableDefinition table, UniqueConstraintDefinition key) =>
        AddIndex(table, true, Fresh(key, table), [.. key.Columns.Select(ColumnName)]);

    private void AddIndex(TableDefinition table, bool unique, string name, IList<ColumnWithSortOrder> columns) =>
        AddIndex(table, unique, name, [.. columns.Select(ColumnName)]);

    private void AddIndex(TableDefinition table, bool unique, string name, IReadOnlyList<string> columns)
    {
        if (columns is [var only] && table[only].IsIdentity)
            return;
        var list = string.Join(", ", columns.Select(column => table[column].Sqlite));
        var index = SqliteName.Quote($"{table.Schema}.{table.Name}.{name}");
        _statements.Add($"CREATE {(unique ? "UNIQUE " : "")}INDEX {index} ON {table.Sqlite} ({list})");
    }

    private TableDefinition Table(SchemaObjectName name) =>
        catalog.Find(name.SchemaIdentifier?.Value, name.BaseIdentifier.Value)
        ?? throw SqlFaults.UnknownObject(name.BaseIdentifier.Value);

    private static string ColumnName(ColumnWithSortOrder column) =>
        column.Column.MultiPartIdentifier.Identifiers[^1].Value;

    private string Fresh(UniqueConstraintDefinition key, TableDefinition table) =>
        key.ConstraintIdentifier?.Value ?? $"{table.Name}_key{_statements.Count}";
}
