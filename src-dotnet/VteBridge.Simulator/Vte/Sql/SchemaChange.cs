using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>Changes existing tables: renames, drops and alters them, and hides them from the reading login.</summary>
/// <remarks>Unlike on SQL Server, indexes and keys do not protect a column: they are dropped with it.</remarks>
/// <param name="statements">Receives the SQLite statements.</param>
internal sealed class SchemaChange(Catalog catalog, List<string> statements)
{
    /// <returns>False when this is not a statement that changes a table.</returns>
    public bool Read(TSqlStatement statement)
    {
        switch (statement)
        {
            case DropObjectsStatement drop and (DropTableStatement or DropViewStatement):
                foreach (var name in drop.Objects)
                    Drop(Table(name));
                return true;
            case AlterTableDropTableElementStatement drop:
                foreach (var element in drop.AlterTableDropTableElements)
                    Drop(Table(drop.SchemaObjectName), element);
                return true;
            case AlterTableAlterColumnStatement alter:
                Alter(Table(alter.SchemaObjectName), alter);
                return true;
            case DropIndexStatement drop:
                foreach (var clause in drop.DropIndexClauses.OfType<DropIndexClause>())
                    DropIndexes(Table(clause.Object), index => Same(index.Name, clause.Index.Value));
                return true;
            case ExecuteStatement { ExecuteSpecification.ExecutableEntity: ExecutableProcedureReference procedure }
                when Same(procedure.ProcedureReference.ProcedureReference.Name.BaseIdentifier.Value, "sp_rename"):
                var words = procedure.Parameters.Select(each => ((StringLiteral)each.ParameterValue).Value).ToList();
                Rename(words[0], words[1], isColumn: words.Count > 2 && Same(words[2], "COLUMN"));
                return true;
            case GrantStatement or DenyStatement or RevokeStatement:
                var security = (SecurityStatement)statement;
                var target = security.SecurityTargetObject.ObjectName.MultiPartIdentifier.Identifiers;
                catalog.Allow(
                    Find(target.Count > 1 ? target[^2].Value : null, target[^1].Value),
                    statement is GrantStatement
                );
                return true;
            default:
                return statement
                    is UseStatement
                        or CreateDatabaseStatement
                        or CreateSchemaStatement
                        or PredicateSetStatement
                        or PrintStatement;
        }
    }

    private void Drop(TableDefinition table)
    {
        catalog.Remove(table);
        if (table.View is null)
            statements.Add($"DROP TABLE {table.Sqlite}");
    }

    private void Drop(TableDefinition table, AlterTableDropTableElement element)
    {
        if (element.TableElementType != TableElementType.Column)
        {
            DropIndexes(table, index => Same(index.Name, element.Name.Value));
            return;
        }
        var column = table.Find(element.Name.Value) ?? throw SqlFaults.UnknownColumn(element.Name.Value);
        table = DropIndexes(table, index => index.Has(column.Name));
        catalog.Replace(table with { Columns = [.. table.Columns.Where(each => each != column)] });
        statements.Add($"ALTER TABLE {table.Sqlite} DROP COLUMN {column.Sqlite}");
    }

    /// <summary>Changes a column's type and converts its values as CAST does.</summary>
    private void Alter(TableDefinition table, AlterTableAlterColumnStatement alter)
    {
        var name = alter.ColumnIdentifier.Value;
        var column = table.Find(name) ?? throw SqlFaults.UnknownColumn(name);
        var type = SqlTypeNames.Resolve(alter.DataType);
        var changed = column with
        {
            Type = type,
            IsNullable = alter.AlterTableAlterColumnOption != AlterTableAlterColumnOption.NotNull,
        };
        var indexes = table.Indexes.Where(index => index.Has(name)).ToList();
        if (type != column.Type)
        {
            DropIndexes(table, indexes.Contains);
            var old = SqliteName.Quote(column.Name + " (old)");
            statements.Add($"ALTER TABLE {table.Sqlite} RENAME COLUMN {column.Sqlite} TO {old}");
            statements.Add($"ALTER TABLE {table.Sqlite} ADD COLUMN {DefinitionScript.Declaration(changed)}");
            statements.Add(
                $"UPDATE {table.Sqlite} SET {column.Sqlite} = tsql_convert({old}, {column.Type.Packed}, {type.Packed}, 0)"
            );
            statements.Add($"ALTER TABLE {table.Sqlite} DROP COLUMN {old}");
            statements.AddRange(indexes.Select(index => DefinitionScript.Statement(table, index)).OfType<string>());
        }
        catalog.Replace(table with { Columns = [.. table.Columns.Select(each => each == column ? changed : each)] });
    }

    private TableDefinition DropIndexes(TableDefinition table, Func<TableIndex, bool> which)
    {
        foreach (var index in table.Indexes.Where(which))
            if (DefinitionScript.Statement(table, index) is not null)
                statements.Add($"DROP INDEX {DefinitionScript.IndexName(table, index)}");
        var left = table with { Indexes = [.. table.Indexes.Where(index => !which(index))] };
        catalog.Replace(left);
        return left;
    }

    private void Rename(string what, string name, bool isColumn)
    {
        var parts = what.Split('.').Select(part => part.Trim('[', ']')).ToArray();
        if (!isColumn)
        {
            var table = Find(parts.Length > 1 ? parts[^2] : null, parts[^1]);
            var renamed = table with { Name = name };
            catalog.Replace(renamed);
            if (table.View is null)
                statements.Add($"ALTER TABLE {table.Sqlite} RENAME TO {renamed.Sqlite}");
            return;
        }
        var owner = Find(parts.Length > 2 ? parts[^3] : null, parts[^2]);
        var column = owner.Find(parts[^1]) ?? throw SqlFaults.UnknownColumn(parts[^1]);
        statements.Add($"ALTER TABLE {owner.Sqlite} RENAME COLUMN {column.Sqlite} TO {SqliteName.Quote(name)}");
        catalog.Replace(
            owner with
            {
                Columns = [.. owner.Columns.Select(each => each == column ? each with { Name = name } : each)],
                Indexes =
                [
                    .. owner.Indexes.Select(index =>
                        index with
                        {
                            Columns = [.. index.Columns.Select(each => Same(each, column.Name) ? name : each)],
                        }
                    ),
                ],
            }
        );
    }

    private TableDefinition Table(SchemaObjectName name) =>
        Find(name.SchemaIdentifier?.Value, name.BaseIdentifier.Value);

    private TableDefinition Find(string? schema, string name) =>
        catalog.Find(schema, name) ?? throw SqlFaults.UnknownObject(name);

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
