using System.Text;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.State;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_planted_link_is_deleted_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right of their own there");
        var folder = Directory.CreateTempSubdirectory("vtebridge-link-");
        var victim = Path.Combine(folder.FullName, "victim");
        foreach (var isThere in new[] { true, false })
        {
            var file = Path.Combine(folder.FullName, $"file-{isThere}");
            if (isThere)
                File.WriteAllText(victim, "untouched");
            else
                File.Delete(victim);
            File.CreateSymbolicLink(file + AtomicFile.TemporarySuffix, victim);

            AtomicFile.Write(file, "new"u8, mode: UnixFileMode.UserRead | UnixFileMode.UserWrite);

            Assert.Equal("new", File.ReadAllText(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(isThere ? "untouched" : null, File.Exists(victim) ? File.ReadAllText(victim) : null);
        }
        folder.Delete(recursive: true);
    }

    [Fact]
    public void A_file_appears_whole_and_nothing_else_stays()
    {
        AtomicFile.Write(_folder.Of("a.json"), "whole"u8);

        Assert.Equal("whole", File.ReadAllText(_folder.Of("a.json")));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void What_a_crash_left_behind_is_written_over()
    {
        _folder.Write("a.json.tmp", "half of something long");

        AtomicFile.Write(_folder.Of("a.json"), "whole"u8);

        Assert.Equal("whole", File.ReadAllText(_folder.Of("a.json")));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    /// <summary>The file gets its name last: before that a reader sees the old file, and never a part of the new one.</summary>
    [Theory]
    [InlineData("temporary written")]
    [InlineData("temporary flushed")]
    public void Until_the_last_step_the_old_file_is_there(string milestone)
    {
        _folder.Write("a.json", "old");
        using var seen = Milestones.Watch(name =>
        {
            if (name == milestone)
                Assert.Equal("old", File.ReadAllText(_folder.Of("a.json")));
        });

        AtomicFile.Write(_folder.Of("a.json"), "new"u8);

        Assert.Contains(milestone, seen.All);
        Assert.Equal("new", Encoding.UTF8.GetString(File.ReadAllBytes(_folder.Of("a.json"))));
    }

    /// <summary>Two processes may write the same report: a backfill beside the loop.</summary>
    [Theory]
    [InlineData("temporary written")]
    [InlineData("temporary flushed")]
    public void Two_writers_of_one_name_do_not_disturb_each_other(string milestone)
    {
        var isFirst = true;
        using (
            Milestones.Watch(name =>
            {
                if (name != milestone || !isFirst)
                    return;
                isFirst = false;
                AtomicFile.Write(_folder.Of("a.json"), "other"u8);
                Assert.Equal("other", File.ReadAllText(_folder.Of("a.json")));
            })
        )
            AtomicFile.Write(_folder.Of("a.json"), "own"u8);

        Assert.Equal("own", File.ReadAllText(_folder.Of("a.json")));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_file()
    {
        _folder.Write("a.json", "old");
        using (Milestones.Watch(name => throw new IOException("the disk is full")))
            Assert.Throws<IOException>(() => AtomicFile.Write(_folder.Of("a.json"), "new"u8));

        Assert.Equal("old", File.ReadAllText(_folder.Of("a.json")));
    }
}
