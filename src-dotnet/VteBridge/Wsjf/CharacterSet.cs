using System.Buffers;

namespace VteBridge.Wsjf;

/// <summary>A set of characters that WATS takes, but that its searches or its trends read as something else.</summary>
internal sealed class CharacterSet(string all)
{
    /// <summary>In serial number, part number, revision and station name: wildcards and separators of WATS's searches.</summary>
    public static readonly CharacterSet Reserved = new("*%?_[]^!/\\");

    /// <summary>In names of steps and measurements: what WATS puts between the names of a measurement's path.</summary>
    public static readonly CharacterSet Path = new("/¶");

    private readonly SearchValues<char> _values = SearchValues.Create(all);

    /// <summary>For people, with spaces between them.</summary>
    public string Listed { get; } = string.Join(' ', all.ToCharArray());

    public bool IsIn(string? text) => text.AsSpan().ContainsAny(_values);

    public string Replace(string text, string with) =>
        IsIn(text) ? string.Concat(text.Select(c => all.Contains(c) ? with : $"{c}")) : text;
}
