using VteBridge.Core;
using VteBridge.State;
using VteBridge.Tests.Chaos;

namespace VteBridge.Tests.State;

/// <summary>A disk or a folder that cannot be written to is named, and nothing is half recorded.</summary>
public sealed class StateAccessTests : DamagedStateTest
{
    [Fact]
    public void A_full_disk_records_nothing_and_says_so()
    {
        using var disk = TmpFs.Mount(_folder.Path, 400);
        using (var store = _folder.Open())
        {
            var pages = 0;
            var failure = Assert.Throws<StateFailure>(() =>
            {
                while (pages < 1_000)
                    store.Record(Big(pages++));
            });
            Assert.Contains("full", failure.Message);
            Assert.DoesNotContain('\n', failure.Message);
            disk.Resize(10_000);
            Assert.Equal(pages - 1, Count(store));
            store.Record(Big(pages));
        }
        using var again = _folder.Open();

        static PageRecord Big(int page) =>
            new() { Reports = [.. Enumerable.Range(page * 100, 100).Select(Some.Report)] };

        static long Count(StateStore store) => store.Outcomes().Sum(c => c.Count) / 100;
    }

    [Theory]
    [InlineData("vtebridge.db-wal", false)]
    [InlineData("vtebridge.db-marker", true)]
    public void Right_to_write_that_is_lost_while_open_stops(string file, bool isRecorded)
    {
        using var store = _folder.Open();
        store.Record(Some.Page(1));
        using (new Unchangeable(_folder.Of(file)))
        {
            var failure = Assert.Throws<StateFailure>(() => store.Record(Some.Page(2)));
            Assert.Contains(_folder.Path, failure.Message);
            Assert.DoesNotContain('\n', failure.Message);
        }

        // When only the marker could not be written, the page is recorded. Otherwise it is read again, because the checkpoint stays.
        Assert.Equal(isRecorded, store.Find(Some.Id(2)) is not null);
        Assert.Equal(Some.Id(isRecorded ? 2 : 1).ToString(), store.Checkpoint("runs")!.Id);
        store.Record(Some.Page(3));
        using var again = _folder.Open();
        Assert.NotNull(again.Find(Some.Id(3)));
    }

    /// <summary>A file that nobody can write, not even through an open handle: as on a file system that becomes read-only.</summary>
    private sealed class Unchangeable : IDisposable
    {
        private readonly string _path;

        public Unchangeable(string path)
        {
            _path = path;
            Assert.SkipUnless(OperatingSystem.IsLinux(), "takes chattr");
            Assert.SkipUnless(Change("+i"), "no file can be made immutable here (that takes root and ext4)");
        }

        public void Dispose() => Change("-i");

        private bool Change(string flag)
        {
            try
            {
                using var process = System.Diagnostics.Process.Start(
                    new System.Diagnostics.ProcessStartInfo("chattr", [flag, _path]) { RedirectStandardError = true }
                )!;
                process.WaitForExit();
                return process.ExitCode == 0;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return false;
            }
        }
    }

    [Fact]
    public void A_read_only_disk_is_said_plainly()
    {
        using var disk = TmpFs.Mount(_folder.Path, 10_000);
        Fill();
        disk.MakeReadOnly(true);

        Assert.Contains("cannot be read and written by this account", Refused());
    }

    [Fact]
    public void A_folder_in_place_of_the_store_is_said_plainly()
    {
        Directory.CreateDirectory(Database);

        Assert.Contains("vtebridge.db' is a folder", Refused());
    }

    [Fact]
    public void A_file_in_place_of_the_folder_is_said_plainly()
    {
        File.WriteAllText(_folder.Path, "a file");

        Assert.Contains("State:Folder", Refused());
    }

    [Fact]
    public void Planted_links_are_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "making links takes a right of its own there");
        Directory.CreateDirectory(_folder.Path);
        var target = _folder.Path + "-target";
        File.WriteAllText(target, "mine");
        File.CreateSymbolicLink(Database + ".tmp", target);

        using var store = _folder.Open();

        Assert.Equal("mine", File.ReadAllText(target));
        Assert.Null(new FileInfo(Database).LinkTarget);
    }
}
