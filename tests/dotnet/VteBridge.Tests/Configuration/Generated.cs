namespace VteBridge.Tests.Configuration;

/// <summary>
/// Files of the repository that are generated from the code. A test compares them; with VTEBRIDGE_REGENERATE=1 in the environment it writes
/// them instead.
/// </summary>
internal static class Generated
{
    internal static void Check(string path, string text)
    {
        var file = Repository.PathOf(path);
        text = text.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("VTEBRIDGE_REGENERATE") == "1")
            File.WriteAllText(file, text);
        Assert.True(
            File.ReadAllText(file).ReplaceLineEndings("\n") == text,
            $"{path} is not what the code says. Run: VTEBRIDGE_REGENERATE=1 dotnet test tests/dotnet/VteBridge.Tests --filter FullyQualifiedName~_is_what_the_options_are (or ~DependencyList)"
        );
    }
}
