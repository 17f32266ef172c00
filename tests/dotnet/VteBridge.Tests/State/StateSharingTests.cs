using VteBridge.Core;
using VteBridge.State;

namespace VteBridge.Tests.State;

/// <summary>Loop, backfill and status use one store at the same time, each with its own connection.</summary>
public sealed class StateSharingTests : IDisposable
{
    private readonly StateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Writers_lose_nothing_and_readers_are_never_locked_out()
    {
        const int Writers = 3;
        const int Pages = 40;
        _folder.Open().Dispose();
        using var done = new CancellationTokenSource();
        var looked = new TaskCompletionSource();
        var reading = OwnThread(Read);
        // The reader must have begun before the writers start, however busy the machine is.
        await Task.WhenAny(looked.Task, reading);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => OwnThread(() => Write(w))));
        await done.CancelAsync();
        await reading;

        using var store = _folder.Open();
        Assert.Equal(Writers * Pages * 2, store.Outcomes().Sum(c => c.Count));
        Assert.Equal(Writers * Pages, store.Outcomes().Where(c => c.Outcome == Outcome.Accepted).Sum(c => c.Count));

        void Write(int writer)
        {
            using var own = _folder.Open();
            for (var page = 0; page < Pages; page++)
            {
                var number = (writer * Pages + page) * 2;
                own.Record(new PageRecord { Reports = [Some.Report(number), Some.Report(number + 1)] });
                own.Record(new PageRecord { Receipts = [new(Some.Id(number), null, Outcome.Accepted, Some.Now)] });
                Assert.Equal(Outcome.Accepted, own.Find(Some.Id(number))!.Outcome);
            }
        }

        void Read()
        {
            while (!done.IsCancellationRequested)
            {
                using var look = StateStore.OpenReadOnly(_folder.Path);
                _ = look.Outcomes();
                _ = look.Queued();
                looked.TrySetResult();
            }
        }

        static Task OwnThread(Action work) =>
            Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    [Fact]
    public async Task Processes_that_start_together_share_one_new_store()
    {
        await Task.WhenAll(
            Enumerable
                .Range(1, 4)
                .Select(n =>
                    Task.Run(() =>
                    {
                        using var own = _folder.Open();
                        own.BelongTo("VTE9_3/dbo");
                        own.Record(new PageRecord { Reports = [Some.Report(n)] });
                    })
                )
        );

        using var store = _folder.Open();
        Assert.Equal(4, store.Find([.. Enumerable.Range(1, 4).Select(Some.Id)]).Count);
        Assert.Equal("VTE9_3/dbo", store.DatabaseName);
    }

    [Fact]
    public async Task A_store_that_others_write_meanwhile_is_not_taken_for_an_older_copy()
    {
        using var writer = _folder.Open();
        using var done = new CancellationTokenSource();
        var writing = Task.Run(
            () =>
            {
                while (!done.IsCancellationRequested)
                    writer.Record(new PageRecord { Reports = [Some.Report(1)] });
            },
            TestContext.Current.CancellationToken
        );

        for (var start = 0; start < 100; start++)
            _folder.Open().Dispose();

        await done.CancelAsync();
        await writing;
    }
}
