using System.Text.RegularExpressions;

namespace VteBridge.Tests.Install;

public sealed partial class TroubleshootingTests
{
    private static readonly Lazy<string> Sources = new(ReadSources);

    [Fact]
    public void Every_message_that_is_explained_is_one_that_the_program_can_say()
    {
        var messages = Messages().ToList();

        var unknown = messages.Where(message =>
            !Parts(message).All(part => Sources.Value.Contains(part, StringComparison.Ordinal))
        );

        Assert.True(messages.Count > 30, $"Only {messages.Count} messages were found.");
        Assert.True(!unknown.Any(), "No source says: " + string.Join('\n', unknown));
    }

    /// <summary>Blockquotes in the page hold the program's messages; … stands for the parts that vary.</summary>
    private static IEnumerable<string> Messages() =>
        Repository
            .Text("docs/troubleshooting.md")
            .ReplaceLineEndings("\n")
            .Split('\n')
            .Where(line => line.StartsWith("> ", StringComparison.Ordinal))
            .Select(line => line[2..]);

    private static IEnumerable<string> Parts(string message)
    {
        var parts = message
            .Split('…')
            .Select(part => part.Trim(' ', '\'', '"'))
            .Where(part => part.Length > 3)
            .ToList();
        return parts.Count > 0 ? parts : [message];
    }

    /// <summary>The text of all sources; strings that were split for the line width are joined.</summary>
    private static string ReadSources()
    {
        string[] folders = ["src-dotnet/VteBridge", "src-python/vtebridge_sidecar"];
        var texts = folders
            .SelectMany(folder =>
                Directory.EnumerateFiles(Repository.PathOf(folder), "*.*", SearchOption.AllDirectories)
            )
            .Where(file =>
                file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".py", StringComparison.Ordinal)
            )
            .Select(file => Joint().Replace(File.ReadAllText(file), "").Replace("\\\"", "\""));
        return string.Join('\n', texts);
    }

    [GeneratedRegex("""(?<!\\)"\s*\+\s*\$?"|(?<!\\)"\s*\n\s*f?"(?!")""")]
    private static partial Regex Joint();
}
