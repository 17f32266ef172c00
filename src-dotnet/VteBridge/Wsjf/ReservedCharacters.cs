using System.Buffers;

namespace VteBridge.Wsjf;

/// <summary>Characters in serial and part numbers that WATS takes, but that its searches trip over.</summary>
internal static class ReservedCharacters
{
    private const string All = "*%?[]^!/\\";
    private static readonly SearchValues<char> Values = SearchValues.Create(All);

    /// <summary>For people, with spaces between them.</summary>
    public static string Listed { get; } = string.Join(' ', All.ToCharArray());

    public static bool AreIn(string? text) => text.AsSpan().ContainsAny(Values);

    public static string Replace(string text, string with)
    {
        foreach (var reserved in All)
            text = text.Replace($"{reserved}", with, StringComparison.Ordinal);
        return text;
    }
}
