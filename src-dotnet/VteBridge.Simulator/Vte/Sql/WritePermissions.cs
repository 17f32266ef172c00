using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>How SQL Server refuses a login that may only read.</summary>
internal static class WritePermissions
{
    /// <returns>Null for a statement that is no attempt to change anything.</returns>
    public static SqlFault? Denied(TSqlStatement statement, string database) =>
        statement switch
        {
            InsertStatement insert => On("INSERT", insert.InsertSpecification.Target, database),
            UpdateStatement update => On("UPDATE", update.UpdateSpecification.Target, database),
            DeleteStatement delete => On("DELETE", delete.DeleteSpecification.Target, database),
            MergeStatement merge => On("INSERT", merge.MergeSpecification.Target, database),
            BulkInsertStatement => new SqlFault(4834, "You do not have permission to use the bulk load statement."),
            ExecuteStatement execute => Procedure(execute),
            CreateTableStatement => SqlFaults.DatabasePermissionDenied("CREATE TABLE", database),
            ViewStatementBody => SqlFaults.DatabasePermissionDenied("CREATE VIEW", database),
            ProcedureStatementBodyBase => SqlFaults.DatabasePermissionDenied("CREATE PROCEDURE", database),
            CreateDatabaseStatement => new SqlFault(262, "CREATE DATABASE permission denied in database 'master'.", 14),
            DropObjectsStatement drop => new SqlFault(
                3701,
                $"Cannot drop the table '{Name(drop.Objects[0])}', because it does not exist or you do not have permission.",
                11,
                5
            ),
            TruncateTableStatement truncate => CannotFind(truncate.TableName),
            AlterTableStatement alter => CannotFind(alter.SchemaObjectName),
            IndexStatement index => CannotFind(index.OnName),
            _ => null,
        };

    private static SqlFault On(string permission, TableReference target, string database) =>
        SqlFaults.PermissionDenied(
            permission,
            target is NamedTableReference named ? Name(named.SchemaObject) : "?",
            database
        );

    private static SqlFault CannotFind(SchemaObjectName name) =>
        new(
            1088,
            $"Cannot find the object \"{Name(name)}\" because it does not exist or you do not have permissions.",
            16,
            7
        );

    private static SqlFault Procedure(ExecuteStatement execute) =>
        execute.ExecuteSpecification.ExecutableEntity
            is ExecutableProcedureReference { ProcedureReference.ProcedureReference.Name: { } name }
            ? new SqlFault(2812, $"Could not find stored procedure '{Name(name)}'.", 16, 62)
            : SqlFaults.NotSupported("EXECUTE of a text");

    private static string Name(SchemaObjectName name) => name.BaseIdentifier.Value;
}
