using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>
/// Applies a create script, or a later change of the schema, to the catalog and returns the SQLite statements that do the same to the file.
/// </summary>
/// <remarks>Foreign keys are ignored: the plant has rows that refer to deleted master data, as real sites do.</remarks>
internal sealed class DefinitionScript(Catalog catalog, string database)
{
    private readonly List<string> _statements = [];

    /// <returns>The SQLite statements, in order. The catalog is changed already.</returns>
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
            case CreateViewStatement view:
                AddView(view);
                break;
            case CreateIndexStatement index:
                AddIndex(
                    Table(index.OnName),
                    new TableIndex(index.Name.Value, index.Unique, index.Clustered == true, false, Names(index.Columns))
                );
                break;
            case AlterTableAddTableElementStatement add:
                foreach (var column in add.Definition.ColumnDefinitions)
                    AddColumn(Table(add.SchemaObjectName), Column(column));
                foreach (var constraint in add.Definition.TableConstraints.OfType<UniqueConstraintDefinition>())
                    AddKey(Table(add.SchemaObjectName), constraint, Names(constraint.Columns));
                break;
            default:
                if (!new SchemaChange(catalog, _statements).Read(statement))
                    throw SqlFaults.NotSupported(
                        $"{statement.GetType().Name} in a create script (line {statement.StartLine})"
                    );
                break;
        }
        return _statements;
    }

    private void AddTable(CreateTableStatement statement)
    {
        var name = statement.SchemaObjectName;
        var columns = statement.Definition.ColumnDefinitions.Select(Column).ToList();
        var table = new TableDefinition(catalog.NextId(), SchemaOf(name), name.BaseIdentifier.Value, columns);
        catalog.Add(table);
        _statements.Add($"CREATE TABLE {table.Sqlite} ({string.Join(", ", columns.Select(Declaration))})");
        foreach (var column in statement.Definition.ColumnDefinitions)
        foreach (var key in column.Constraints.OfType<UniqueConstraintDefinition>())
            AddKey(catalog[table.FullName], key, [column.ColumnIdentifier.Value]);
        foreach (var key in statement.Definition.TableConstraints.OfType<UniqueConstraintDefinition>())
            AddKey(catalog[table.FullName], key, Names(key.Columns));
    }

    private void AddView(CreateViewStatement statement)
    {
        if (statement.SelectStatement.WithCtesAndXmlNamespaces is not null)
            throw SqlFaults.NotSupported("WITH in a view");
        var compiler = new QueryCompiler(catalog, database, new Inputs(new Dictionary<string, SqlType>()));
        var columns = compiler
            .Compile(statement.SelectStatement)
            .Columns.Select(
                (column, i) =>
                    new TableColumn(statement.Columns.Count > 0 ? statement.Columns[i].Value : column.Name, column.Type)
            );
        var name = statement.SchemaObjectName;
        catalog.Add(
            new TableDefinition(catalog.NextId(), SchemaOf(name), name.BaseIdentifier.Value, [.. columns])
            {
                View = statement.SelectStatement.QueryExpression,
            }
        );
    }

    private void AddColumn(TableDefinition table, TableColumn column)
    {
        catalog.Replace(table with { Columns = [.. table.Columns, column] });
        _statements.Add($"ALTER TABLE {table.Sqlite} ADD COLUMN {Declaration(column)}");
    }

    private static TableColumn Column(ColumnDefinition column)
    {
        var constraints = column.Constraints;
        var isKey = constraints.OfType<UniqueConstraintDefinition>().Any(key => key.IsPrimaryKey);
        var nullability = constraints.OfType<NullableConstraintDefinition>().FirstOrDefault();
        return new TableColumn(
            column.ColumnIdentifier.Value,
            SqlTypeNames.Resolve(column.DataType),
            nullability?.Nullable ?? !isKey && column.IdentityOptions is null,
            column.IdentityOptions is not null
        );
    }

    /// <summary>
    /// The column has no declared type, so SQLite stores every value exactly as it was bound. The catalog knows whether NULL is allowed.
    /// </summary>
    public static string Declaration(TableColumn column) =>
        column.IsIdentity
            ? $"{column.Sqlite} INTEGER PRIMARY KEY"
            : column.Sqlite + (column.Type.IsText ? " COLLATE " + Storage.TextOrder.Name : "");

    private void AddKey(TableDefinition table, UniqueConstraintDefinition key, IReadOnlyList<string> columns)
    {
        var name = key.ConstraintIdentifier?.Value ?? $"{table.Name}_key{table.Indexes.Count + 1}";
        AddIndex(table, new TableIndex(name, true, key.Clustered ?? key.IsPrimaryKey, key.IsPrimaryKey, columns));
    }

    private void AddIndex(TableDefinition table, TableIndex index)
    {
        catalog.Replace(table with { Indexes = [.. table.Indexes, index] });
        if (Statement(table, index) is { } statement)
            _statements.Add(statement);
    }

    /// <summary>The CREATE INDEX statement; null for the key of an identity column, which is SQLite's own row id.</summary>
    public static string? Statement(TableDefinition table, TableIndex index) =>
        index.Columns is [var only] && table[only].IsIdentity
            ? null
            : $"CREATE {(index.IsUnique ? "UNIQUE " : "")}INDEX {IndexName(table, index)} ON {table.Sqlite} ({string.Join(", ", index.Columns.Select(column => table[column].Sqlite))})";

    public static string IndexName(TableDefinition table, TableIndex index) =>
        SqliteName.Quote($"{table.Id}.{index.Name}");

    private TableDefinition Table(SchemaObjectName name) =>
        catalog.Find(name.SchemaIdentifier?.Value, name.BaseIdentifier.Value)
        ?? throw SqlFaults.UnknownObject(name.BaseIdentifier.Value);

    private static string SchemaOf(SchemaObjectName name) => name.SchemaIdentifier?.Value ?? Catalog.DefaultSchema;

    private static List<string> Names(IList<ColumnWithSortOrder> columns) =>
        [.. columns.Select(column => column.Column.MultiPartIdentifier.Identifiers[^1].Value)];
}
