using FsCheck;
using FsCheck.Fluent;
using VteBridge.Core;
using VteBridge.State;
using Outcome = VteBridge.Core.Outcome;

namespace VteBridge.Tests.State;

/// <summary>For any records in any order, and for a kill at any point, the store must hold what the model holds.</summary>
public sealed class StateModelTests
{
    private const int Ids = 6;

    /// <summary>One call to the store.</summary>
    /// <param name="Crash">-1: no crash; 0: before the transaction is committed; 1: after the commit.</param>
    public sealed record Step(int Kind, int[] Numbers, int Version, int Crash);

    [Fact]
    public void Store_equals_its_model_after_any_steps_and_crashes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "files that SQLite holds cannot be copied there");
        var step =
            from kind in Gen.Choose(0, 3)
            from numbers in Gen.Choose(1, Ids).NonEmptyListOf()
            from version in Gen.Choose(1, 3)
            from crash in Gen.Frequency((6, Gen.Constant(-1)), (1, Gen.Constant(0)), (1, Gen.Constant(1)))
            select new Step(kind, [.. numbers.Distinct()], version, crash);

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(12),
            Prop.ForAll(step.ListOf().ToArbitrary(), steps => Run([.. steps]))
        );
    }

    private static void Run(IReadOnlyList<Step> steps)
    {
        var folder = new StateFolder();
        var model = new Model();
        var store = folder.Open();
        foreach (var step in steps)
        {
            if (step.Crash < 0)
                Take(store, step);
            else
                (folder, store) = Kill(folder, store, step);
            if (step.Crash != 0)
                model.Take(step);
            model.AssertIs(store);
        }
        store.Dispose();
        folder.Dispose();
    }

    /// <summary>Simulates a kill: the next process gets the files as they are at that moment.</summary>
    private static (StateFolder, StateStore) Kill(StateFolder folder, StateStore store, Step step)
    {
        StateFolder? left = null;
        var milestone = step.Crash == 0 ? "before commit" : "committed";
        using (
            Milestones.Watch(name =>
            {
                if (!name.EndsWith(milestone, StringComparison.Ordinal))
                    return;
                left = folder.Copy();
                throw new InvalidOperationException("killed");
            })
        )
            Assert.Throws<InvalidOperationException>(() => Take(store, step));
        store.Dispose();
        folder.Dispose();
        return (left!, left!.Open());
    }

    private static void Take(StateStore store, Step step)
    {
        switch (step.Kind)
        {
            case 0:
                store.Record(
                    new PageRecord
                    {
                        Reports = [.. step.Numbers.Select(n => Report(n, step.Version))],
                        DeadLetters = step.Version == 3 ? [.. step.Numbers.Select(Some.DeadLetter)] : [],
                        Delivered = step.Version == 3 ? [] : [.. step.Numbers.Select(Some.Id)],
                        Checkpoint = Checkpoint(step),
                    }
                );
                break;
            case 1:
                store.MarkReplacing([.. step.Numbers.Select(Some.Id)]);
                break;
            case 2:
                store.Record(
                    new PageRecord
                    {
                        Receipts =
                        [
                            .. step.Numbers.Select(n => new ReceiptRecord(
                                Some.Id(n),
                                $"b{step.Version}",
                                Outcome.Accepted,
                                Some.Now
                            )),
                        ],
                    }
                );
                break;
            default:
                store.Record(
                    new PageRecord { Adopted = [.. step.Numbers.Select(n => new Adoption(Some.Id(n), "h", "adopted"))] }
                );
                break;
        }
    }

    /// <summary>Version 2 is a record as 0.1.0 left it, without a fingerprint.</summary>
    private static ReportRecord Report(int number, int version) =>
        Some.Report(number) with
        {
            Fingerprint = version == 2 ? "" : $"f{version}",
            SentHash = $"b{version}",
        };

    private static CheckpointRecord Checkpoint(Step step) =>
        new("runs", Some.Time.AddMinutes(step.Numbers[^1]), $"{step.Version}", Some.Now);

    private sealed class Model
    {
        private readonly Dictionary<int, (string Fingerprint, string SentHash, Outcome Outcome)> _reports = [];
        private readonly HashSet<int> _letters = [];
        private CheckpointRecord? _checkpoint;

        public void Take(Step step)
        {
            foreach (var number in step.Numbers)
                if (step.Kind == 0)
                {
                    var report = Report(number, step.Version);
                    _reports[number] = (report.Fingerprint, report.SentHash, report.Outcome);
                    _checkpoint = Checkpoint(step);
                    _letters.Remove(number);
                    if (step.Version == 3)
                        _letters.Add(number);
                }
                else if (_reports.TryGetValue(number, out var known))
                    _reports[number] = step.Kind switch
                    {
                        1 => ("", "", Outcome.Unavailable),
                        2 when known.SentHash == $"b{step.Version}" => known with { Outcome = Outcome.Accepted },
                        3 when known is { Fingerprint: "", SentHash: not "" } => known with { Fingerprint = "adopted" },
                        _ => known,
                    };
        }

        public void AssertIs(StateStore store)
        {
            var found = store.Find([.. Enumerable.Range(1, Ids).Select(Some.Id)]);
            Assert.Equal(_reports.Count, found.Count);
            foreach (var (number, expected) in _reports)
            {
                var report = found[Some.Id(number)];
                Assert.Equal(expected, (report.Fingerprint, report.SentHash, report.Outcome));
            }
            Assert.Equal(_letters.Select(Some.Id).Order(), store.DeadLetterIds().Order());
            Assert.Equal(_checkpoint, store.Checkpoint("runs"));
        }
    }
}
