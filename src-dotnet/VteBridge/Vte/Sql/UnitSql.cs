using VteBridge.Vte.Schema;
using static VteBridge.Vte.Schema.Tables;

namespace VteBridge.Vte.Sql;

/// <summary>
/// The statements that read what hangs on the units and test systems of some runs; null where the site does
/// not have the tables. Each gives the id of the run (or test system) first.
/// </summary>
internal sealed class UnitSql
{
    /// <param name="where">Which runs, as a condition on IndexData AS i.</param>
    public UnitSql(VteSchema schema, string where)
    {
        var range = new Range(schema);
        var runId = SelectList.Column(schema, IndexData, "i", "Run.Id");
        var uutId = SelectList.Column(schema, IndexData, "i", "Run.UutId");
        var hasUut = schema.Column(IndexData, "Run.UutId") is not null;

        if (hasUut && schema.Has(UutHistory))
            History =
                $"SELECT {runId}, {Column(UutHistory, "h", "UutHistory.Timestamp")}, {Column(UutHistory, "h", "UutHistory.Event")}, {Column(UutHistory, "h", "UutHistory.OldSerial")}"
                + $"\nFROM {schema.Table(IndexData)} AS i"
                + $"\nINNER JOIN {schema.Table(UutHistory)} AS h ON {Column(UutHistory, "h", "UutHistory.UutId")} = {uutId}"
                + $"\nWHERE {where}\nORDER BY {range.Order}{Then(UutHistory, "h", "UutHistory.Timestamp")}{Then(UutHistory, "h", "UutHistory.OldSerial")}";

        if (hasUut && schema.Has(AssemblyData))
        {
            Parts =
                $"SELECT {runId}, NULL, {Part("a")}\nFROM {schema.Table(IndexData)} AS i"
                + $"\nINNER JOIN {schema.Table(AssemblyData)} AS a ON {Column(AssemblyData, "a", "Assembly.UutId")} = {uutId}"
                + $"\nWHERE {where}\nORDER BY {range.Order}{PartOrder("a")}";
            if (
                schema.Column(UutData, "Uut.Serial") is not null
                && schema.Column(AssemblyData, "Assembly.Serial") is not null
            )
                PartsOfParts =
                    $"SELECT {runId}, {Column(AssemblyData, "a", "Assembly.Serial")}, {Part("b")}\nFROM {schema.Table(IndexData)} AS i"
                    + $"\nINNER JOIN {schema.Table(AssemblyData)} AS a ON {Column(AssemblyData, "a", "Assembly.UutId")} = {uutId}"
                    + $"\nINNER JOIN {schema.Table(UutData)} AS u ON {Column(UutData, "u", "Uut.Serial")} = {Column(AssemblyData, "a", "Assembly.Serial")}"
                    + $"\nINNER JOIN {schema.Table(AssemblyData)} AS b ON {Column(AssemblyData, "b", "Assembly.UutId")} = {Column(UutData, "u", "Uut.Id")}"
                    + $"\nWHERE {where} AND {Column(UutData, "u", "Uut.Id")} <> {uutId}"
                    + $"\nORDER BY {range.Order}{PartOrder("a")}{PartOrder("b")}";
        }

        if (schema.Has(TestsystemComponents) && schema.Column(IndexData, "Run.TestsystemId") is not null)
            Components =
                $"SELECT {Column(TestsystemComponents, "c", "Component.TestsystemId")}, {Column(TestsystemComponents, "c", "Component.Name")}, {Column(TestsystemComponents, "c", "Component.Type")}, "
                + $"{Column(TestsystemComponents, "c", "Component.Serial")}, {Column(TestsystemComponents, "c", "Component.CalibrationDate")}, {Column(TestsystemComponents, "c", "Component.CalibrationInterval")}"
                + $"\nFROM {schema.Table(TestsystemComponents)} AS c"
                + $"\nWHERE {Column(TestsystemComponents, "c", "Component.TestsystemId")} IN (SELECT {SelectList.Column(schema, IndexData, "i", "Run.TestsystemId")} FROM {schema.Table(IndexData)} AS i WHERE {where})"
                + $"\nORDER BY {Column(TestsystemComponents, "c", "Component.TestsystemId")}{Then(TestsystemComponents, "c", "Component.Name")}{Then(TestsystemComponents, "c", "Component.Serial")}";

        string Column(string table, string alias, string logical) => SelectList.Column(schema, table, alias, logical);
        string Then(string table, string alias, string logical) =>
            schema.Column(table, logical) is null ? "" : $", {Column(table, alias, logical)}";
        string Part(string alias) =>
            string.Join(
                ", ",
                new[] { "Assembly.PartType", "Assembly.PartNumber", "Assembly.Serial", "Assembly.Revision" }.Select(l =>
                    Column(AssemblyData, alias, l)
                )
            );
        string PartOrder(string alias) =>
            schema.Column(AssemblyData, "Assembly.Row") is not null
                ? Then(AssemblyData, alias, "Assembly.Row")
                : Then(AssemblyData, alias, "Assembly.PartType")
                    + Then(AssemblyData, alias, "Assembly.PartNumber")
                    + Then(AssemblyData, alias, "Assembly.Serial");
    }

    /// <summary>Run id, time, event, old serial.</summary>
    public string? History { get; }

    /// <summary>Run id, NULL, part type, part number, serial, revision.</summary>
    public string? Parts { get; }

    /// <summary>Run id, serial of the part that is a UUT itself, then as <see cref="Parts"/>.</summary>
    public string? PartsOfParts { get; }

    /// <summary>Test system id, name, type, serial, calibration date, interval.</summary>
    public string? Components { get; }
}
