using Microsoft.SqlServer.TransactSql.ScriptDom;
using VteBridge.Simulator.Vte.Plant;

namespace VteBridge.Tests.Simulator.Plant;

/// <summary>The tables of a create script, parsed with Microsoft's own grammar.</summary>
internal static class Ddl
{
    internal static IReadOnlyDictionary<string, IReadOnlyDictionary<string, DdlColumn>> Tables(string schema) =>
        Statements(schema)
            .ToDictionary(
                table => table.SchemaObjectName.BaseIdentifier.Value,
                IReadOnlyDictionary<string, DdlColumn> (table) =>
                    table.Definition.ColumnDefinitions.Select(Column).ToDictionary(column => column.Name)
            );

    internal static IReadOnlySet<string> Schemas(string schema) =>
        Statements(schema).Select(table => table.SchemaObjectName.SchemaIdentifier.Value).ToHashSet();

    private static IEnumerable<CreateTableStatement> Statements(string schema)
    {
        var script = (TSqlScript)
            new TSql110Parser(initialQuotedIdentifiers: true).Parse(
                new StringReader(SchemaVariant.Ddl(schema)),
                out var errors
            );
        Assert.Empty(errors.Select(error => $"line {error.Line}: {error.Message}"));
        return script.Batches.SelectMany(batch => batch.Statements).OfType<CreateTableStatement>();
    }

    private static DdlColumn Column(ColumnDefinition column)
    {
        var type = (SqlDataTypeReference)column.DataType;
        var nullable = column.Constraints.OfType<NullableConstraintDefinition>().All(constraint => constraint.Nullable);
        return new DdlColumn(
            column.ColumnIdentifier.Value,
            type.SqlDataTypeOption.ToString(),
            type.Parameters.FirstOrDefault() is IntegerLiteral length ? int.Parse(length.Value, null) : null,
            !nullable && column.IdentityOptions is null
        );
    }
}

/// <summary>A column as CREATE TABLE defines it.</summary>
/// <param name="Length">Characters or bytes; null for (max) and for types without a length.</param>
internal sealed record DdlColumn(string Name, string Type, int? Length, bool Required);
