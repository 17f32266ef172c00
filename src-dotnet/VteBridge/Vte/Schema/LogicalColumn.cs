namespace VteBridge.Vte.Schema;

/// <summary>
/// A column as VteBridge thinks of it, with the names it may have at a site, the likeliest first. Required columns must
/// exist when their table is used.
/// </summary>
internal sealed record LogicalColumn(string Name, string Table, bool Required, params string[] Candidates)
{
    /// <summary>The key of an override for this table alone; the name without the table overrides in every table that has it.</summary>
    public string QualifiedName => $"{Table}.{Name}";
}
