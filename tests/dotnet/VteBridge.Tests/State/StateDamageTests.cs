using Microsoft.Data.Sqlite;
using VteBridge.Core;
using VteBridge.State;
using VteBridge.Tests.Chaos;

namespace VteBridge.Tests.State;

/// <summary>Damage is explained in one sentence and never leads to a silent full re-send or a silent skip.</summary>
public sealed class StateDamageTests : IDisposable
{
    private readonly StateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Database => _folder.Of("vtebridge.db");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(4096)]
    [InlineData(5000)]
    [InlineData(20_000)]
    public void Store_cut_short_is_refused(int length)
    {
        Fill();
        using (var file = File.OpenWrite(Database))
            file.SetLength(length);

        AssertRefused("is damaged");
    }

    [Fact]
    public void A_page_of_garbage_is_found_wherever_it_is()
    {
        Fill();
        var whole = File.ReadAllBytes(Database);
        var garbage = new byte[4096];
        new Random(1).NextBytes(garbage);
        for (var page = 0; page < whole.Length / garbage.Length; page++)
        {
            var damaged = whole.ToArray();
            garbage.CopyTo(damaged, page * garbage.Length);
            File.WriteAllBytes(Database, damaged);
            AssertRefused("is damaged");
        }
    }

    [Theory]
    [InlineData(
        "not a database, but a text that is longer than the header of one, which has a hundred bytes, as this one"
    )]
    [InlineData("{}")]
    [InlineData("\0\0\0\0")]
    public void A_file_that_is_no_database_is_refused(string content)
    {
        Fill();
        File.WriteAllText(Database, content);

        AssertRefused("is damaged");
    }

    [Fact]
    public void Another_programs_database_is_refused()
    {
        Fill();
        Change("PRAGMA application_id = 7");

        AssertRefused("not a state store of VteBridge");
    }

    [Fact]
    public void Store_of_a_newer_version_is_left_alone()
    {
        Fill();
        Change("PRAGMA user_version = 3");
        var before = File.ReadAllBytes(Database);

        Assert.Contains("newer VteBridge (format 3", Refused());
        Assert.Equal(before, File.ReadAllBytes(Database));
    }

    [Fact]
    public void Deleted_write_ahead_log_is_noticed()
    {
        using (var killed = _folder.Killed(store => store.Record(Some.Page(1))))
        {
            Assert.True(new FileInfo(killed.Of("vtebridge.db-wal")).Length > 0);
            File.Delete(killed.Of("vtebridge.db-wal"));

            var failure = Assert.Throws<StateFailure>(() => killed.Open());
            AssertClear(failure.Message, "lacks its newest 1 changes");
            using var afresh = killed.Open(startAfresh: true);
            Assert.Null(afresh.Find(Some.Id(1)));
            afresh.Record(Some.Page(1));
        }
    }

    [Fact]
    public void Damaged_write_ahead_log_is_noticed()
    {
        using var killed = _folder.Killed(store =>
        {
            store.Record(Some.Page(1));
            store.Record(Some.Page(2));
        });
        using (var file = File.OpenWrite(killed.Of("vtebridge.db-wal")))
        {
            file.Seek(file.Length - 100, SeekOrigin.Begin);
            file.Write("garbage"u8);
        }

        AssertClear(Assert.Throws<StateFailure>(() => killed.Open()).Message, "lacks its newest 1 changes");
    }

    [Fact]
    public void An_older_copy_of_the_store_is_noticed()
    {
        Fill();
        var copy = File.ReadAllBytes(Database);
        using (var store = _folder.Open())
            store.Record(Some.Page(500));
        File.WriteAllBytes(Database, copy);

        AssertRefused("lacks its newest 1 changes");
        Assert.Contains("lacks", Assert.Throws<StateFailure>(() => StateStore.OpenReadOnly(_folder.Path)).Message);
    }

    [Fact]
    public void Lost_store_is_noticed_and_begun_anew_only_on_request()
    {
        Fill();
        File.Delete(Database);

        AssertRefused("is gone, but");
        AssertClear(Assert.Throws<StateFailure>(() => StateStore.OpenReadOnly(_folder.Path)).Message, "is gone, but");
        using (var store = _folder.Open(startAfresh: true))
            store.Record(Some.Page(1));
        using var again = _folder.Open();
        Assert.NotNull(again.Find(Some.Id(1)));
    }

    [Fact]
    public void Reports_in_the_queue_show_that_there_was_a_store()
    {
        Directory.CreateDirectory(_folder.Of("queue"));
        File.WriteAllText(_folder.Of("queue", "a.json"), "{}");

        AssertRefused("the queue");
    }

    [Fact]
    public void Folder_deleted_while_open_stops_and_asks()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not delete files that are open");
        using var store = _folder.Open();
        store.Record(Some.Page(1));
        Directory.Delete(_folder.Path, recursive: true);

        AssertClear(Assert.Throws<StateFailure>(() => store.Record(Some.Page(2))).Message, "is gone, but");
        AssertClear(Assert.Throws<StateFailure>(() => store.Find(Some.Id(1))).Message, "is gone, but");
        Assert.False(Directory.Exists(_folder.Path));
    }

    [Fact]
    public void Store_replaced_while_open_stops()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not replace files that are open");
        Fill();
        using var store = _folder.Open();
        File.Copy(Database, Database + "2");
        File.Move(Database + "2", Database, overwrite: true);

        Assert.Contains("was replaced", Assert.Throws<StateFailure>(() => store.Find(Some.Id(1))).Message);
    }

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

    private void Fill()
    {
        using var store = _folder.Open();
        store.Record(new PageRecord { Reports = [.. Enumerable.Range(1, 400).Select(Some.Report)] });
        store.Record(Some.Page(1));
    }

    private void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private string Refused() => Assert.Throws<StateFailure>(() => _folder.Open()).Message;

    private void AssertRefused(string why) => AssertClear(Refused(), why);

    private static void AssertClear(string message, string why)
    {
        Assert.Contains(why, message);
        Assert.Contains("Nothing was sent or skipped.", message);
        Assert.Contains("vtebridge sync --from", message);
        Assert.DoesNotContain('\n', message);
    }
}
