namespace VteBridge.Tests;

/// <summary>The source tree from which these tests were built.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find();

    internal static string PathOf(string relative) =>
        Path.Combine(Root, relative.Replace('/', Path.DirectorySeparatorChar));

    internal static string Text(string relative) => File.ReadAllText(PathOf(relative));

    /// <summary>Every file of the project by its path from the root, with slashes; built and downloaded files are excluded.</summary>
    internal static IReadOnlyList<string> Files() =>
        [
            .. Directory
                .EnumerateFiles(Root, "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(Root, f).Replace(Path.DirectorySeparatorChar, '/'))
                .Where(f => !f.Split('/').Any(IsExcluded))
                .Order(StringComparer.Ordinal),
        ];

    private static bool IsExcluded(string part) =>
        part is ".git" or "bin" or "obj" or "artifacts" or "publish" or "TestResults" or "__pycache__" or "node_modules"
        || part.StartsWith(".venv", StringComparison.Ordinal)
        || part.EndsWith(".png", StringComparison.Ordinal)
        || part.EndsWith(".db", StringComparison.Ordinal);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "VteBridge.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("The tests run outside of the source tree.");
    }
}
