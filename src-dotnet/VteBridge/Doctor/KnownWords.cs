using System.Reflection;
using System.Text.RegularExpressions;

namespace VteBridge.Doctor;

/// <summary>
/// Takes out of a text whatever the program does not say by itself: only words that stand in its own messages stay, so that
/// neither serials nor names of products, people or stations are left. Numbers go, too.
/// </summary>
internal static partial class KnownWords
{
    private const int UserStrings = 0x70000000;

    private static readonly Lazy<HashSet<string>> Words = new(Read);

    public static string Redact(string text) =>
        Token().Replace(text, token => Words.Value.Contains(token.Value) ? token.Value : "…");

    /// <summary>The words of every text constant of the program, as its metadata holds them one after another.</summary>
    private static HashSet<string> Read()
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var module = Assembly.GetExecutingAssembly().ManifestModule;
        for (var offset = 1; TryResolve(module, offset) is { } text; )
        {
            foreach (Match word in Token().Matches(text))
                words.Add(word.Value);
            var size = 2 * text.Length + 1;
            offset +=
                size
                + (
                    size < 0x80 ? 1
                    : size < 0x4000 ? 2
                    : 4
                );
        }
        words.RemoveWhere(word => word.Any(char.IsDigit));
        return words;
    }

    private static string? TryResolve(Module module, int offset)
    {
        try
        {
            return module.ResolveString(UserStrings | offset);
        }
        catch (ArgumentException)
        {
            return null; // Behind the last one.
        }
    }

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}_.@/\\-]+")]
    private static partial Regex Token();
}
