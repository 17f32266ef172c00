namespace VteBridge.Simulator.Vte.Sql;

/// <param name="Name">The name of the column as the client sees it, or of the variable that it goes to.</param>
internal sealed record SelectItem(string Name, Typed Value)
{
    public bool IsAssignment { get; init; }
}
