using System.Text.RegularExpressions;

namespace VteBridge.Tests.Install;

public sealed class VersionTests
{
    [Theory]
    [InlineData("pyproject.toml", @"(?m)^version = ""(.+?)""$")]
    [InlineData("src-python/vtebridge_sidecar/__init__.py", @"(?m)^__version__ = ""(.+?)""$")]
    [InlineData("scripts/deploy/backfill-job.yaml", @"(?m)image: vtebridge:(.+?)$")]
    public void The_version_is_the_same_everywhere(string file, string pattern) =>
        Assert.Equal(
            ProgramInfo.Version,
            Regex.Match(Repository.Text(file).ReplaceLineEndings("\n"), pattern).Groups[1].Value
        );
}
