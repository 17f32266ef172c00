using VteBridge.Core;
using VteBridge.State;

namespace VteBridge.Tests.State;

/// <summary>A state store, or the newest of it, that was lost never leads to a silent full re-send or a silent skip.</summary>
public sealed class LostStateTests : DamagedStateTest
{
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
}
