using VteBridge.Vte.Schema;

namespace VteBridge.Vte.Sql;

/// <summary>The statements that read what hangs on a selection of runs.</summary>
/// <param name="Steps">One for each TestData table of the site.</param>
internal sealed record RunStatements(IReadOnlyList<StepSql> Steps, UnitSql Units)
{
    public static RunStatements Of(VteSchema schema, string where) =>
        new(
            [.. Tables.TestData.Where(schema.Has).Select(t => new StepSql(schema, t, where))],
            new UnitSql(schema, where)
        );

    public IEnumerable<string> Texts =>
        Steps
            .Select(s => s.Text)
            .Concat(new[] { Units.Parts, Units.PartsOfParts, Units.History, Units.Components }.OfType<string>());
}
