namespace VteBridge.Vte.Sql;

/// <summary>
/// A condition on a list of ids. The number of parameters is fixed and a shorter list is padded with its last id, so that
/// the server keeps one plan.
/// </summary>
internal static class IdList
{
    public const int Length = 100;

    public static string Name(int place) => $"@id{place}";

    public static string Condition(string column) =>
        $"{column} IN ({string.Join(", ", Enumerable.Range(0, Length).Select(Name))})";

    public static IEnumerable<(string Name, T Id)> Padded<T>(IReadOnlyList<T> ids) =>
        Enumerable.Range(0, Length).Select(place => (Name(place), ids[Math.Min(place, ids.Count - 1)]));
}
