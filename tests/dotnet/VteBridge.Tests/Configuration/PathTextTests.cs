using VteBridge.Configuration;

namespace VteBridge.Tests.Configuration;

public sealed class PathTextTests
{
    private static readonly string Root = OperatingSystem.IsWindows() ? @"C:\site" : "/site";
    private static readonly string Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    [Theory]
    [InlineData("state", "{root}/state")]
    [InlineData(" state ", "{root}/state")]
    [InlineData("\"state\"", "{root}/state")]
    [InlineData("~", "{home}")]
    [InlineData("~/state", "{home}/state")]
    [InlineData("$VTEBRIDGETESTHOME/state", "{root}/x/state")]
    [InlineData("${VTEBRIDGETESTHOME}/state", "{root}/x/state")]
    [InlineData("%VTEBRIDGETESTHOME%/state", "{root}/x/state")]
    [InlineData("a$b/100%", "{root}/a$b/100%")]
    public void A_path_is_made_whole_as_people_mean_it(string text, string whole)
    {
        Environment.SetEnvironmentVariable("VTEBRIDGETESTHOME", "x");

        var path = PathText.Rooted(text, Root, out var problem);

        Assert.Null(problem);
        Assert.Equal(Path.GetFullPath(whole.Replace("{root}", Root).Replace("{home}", Home)), path);
    }

    [Theory]
    [InlineData("~other/state", "another user's home")]
    [InlineData("$VTEBRIDGE_NOT_SET/state", "no variable $VTEBRIDGE_NOT_SET")]
    [InlineData("%ProgramDatta%/state", "no variable %ProgramDatta%")]
    [InlineData("C:\temp\new", "control character")]
    [InlineData("file:///var/state", "is an address")]
    public void What_would_become_another_path_is_refused(string text, string says)
    {
        Assert.Equal("", PathText.Rooted(text, Root, out var problem));
        Assert.Contains(says, problem);
    }

    [Fact]
    public void A_Windows_path_is_refused_elsewhere()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "it is at home here");

        PathText.Rooted(@"C:\ProgramData\VteBridge", Root, out var problem);

        Assert.Contains("Windows path", problem);
    }
}
