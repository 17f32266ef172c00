using System.Runtime.CompilerServices;
using System.Text;

namespace VteBridge.Delivery.Sidecar;

/// <summary>The lines of a child's output; one that never ends is cut, so that a mad child cannot fill the memory.</summary>
internal static class BoundedLines
{
    public const int MaxLength = 64 * 1024;

    public static async IAsyncEnumerable<string> ReadAsync(
        TextReader reader,
        int longest = MaxLength,
        [EnumeratorCancellation] CancellationToken stop = default
    )
    {
        var buffer = new char[4096];
        var line = new StringBuilder();
        for (int read; (read = await reader.ReadAsync(buffer, stop)) > 0; )
        {
            var rest = new ReadOnlyMemory<char>(buffer, 0, read);
            for (int end; (end = rest.Span.IndexOf('\n')) >= 0; rest = rest[(end + 1)..])
            {
                Append(line, rest.Span[..end], longest);
                yield return line.ToString().TrimEnd('\r');
                line.Clear();
            }
            Append(line, rest.Span, longest);
        }
        if (line.Length > 0)
            yield return line.ToString();
    }

    private static void Append(StringBuilder line, ReadOnlySpan<char> text, int longest) =>
        line.Append(text[..Math.Min(text.Length, longest - line.Length)]);
}
