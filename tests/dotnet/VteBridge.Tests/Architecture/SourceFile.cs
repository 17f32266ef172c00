using System.Text.RegularExpressions;

namespace VteBridge.Tests.Architecture;

/// <summary>One C# file of a project.</summary>
/// <param name="Path">Relative to the root of the repository.</param>
/// <param name="Folder">The first folder in the project; empty for files beside the project file.</param>
internal sealed partial record SourceFile(string Path, string Folder, string Text)
{
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public int Lines => Text.Count(c => c == '\n');

    /// <summary>The product folders whose namespaces the file names.</summary>
    public IReadOnlyList<string> Knows { get; } =
    [.. Namespace().Matches(Text).Select(m => m.Groups[1].Value).Distinct()];

    public static IReadOnlyList<SourceFile> Under(string project) =>
        [
            .. Repository
                .Files()
                .Where(f =>
                    f.StartsWith(project + "/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal)
                )
                .Select(f => new SourceFile(f, FolderOf(f[(project.Length + 1)..]), Repository.Text(f))),
        ];

    private static string FolderOf(string path) => path.Contains('/') ? path[..path.IndexOf('/')] : "";

    [GeneratedRegex(@"(?:using (?:static )?|[^.\w""])VteBridge\.(\w+)")]
    private static partial Regex Namespace();
}
