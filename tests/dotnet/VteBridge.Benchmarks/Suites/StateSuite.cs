using System.Diagnostics;
using System.Globalization;
using VteBridge.Benchmarks.Children;
using VteBridge.Benchmarks.Harness;
using VteBridge.Core;
using VteBridge.State;

namespace VteBridge.Benchmarks.Suites;

/// <summary>The state store with a long history: what it takes on the disk, and that nothing becomes slower by it.</summary>
internal static class StateSuite
{
    private const int Page = 200;
    private const int FewReports = 1_000;
    private const int Years = 3;

    public static IEnumerable<Figure> Run(BenchOptions options)
    {
        var many = options.Quick ? 100_000 : 1_000_000;
        var name = string.Create(CultureInfo.InvariantCulture, $"{many:N0} reports");
        var (large, dense) = (Path.Combine(options.Folder, "large"), Path.Combine(options.Folder, "dense"));
        StoreAlone.Filled(large, many, days: Years * 365).Dispose();
        yield return new("state", $"file of {name}", Megabytes(large), "MB");
        yield return new(
            "state",
            $"opening {name}, every page checked",
            Warm(() => StoreAlone.Open(large).Dispose()),
            "s"
        );
        yield return new("state", $"status of {name}", Warm(() => Status(large)), "s", 1);

        StoreAlone.Filled(dense, many, days: 7).Dispose();
        yield return new("state", $"status of {name} in one week", Warm(() => Status(dense)), "s", 1);
        Directory.Delete(dense, recursive: true);

        var (small, big) = Record(Path.Combine(options.Folder, "small"), large, options.Quick ? 100 : 400);
        yield return new("state", $"finding and recording {Page}, {FewReports:N0} reports", small, "ms");
        yield return new("state", $"finding and recording {Page}, {name}", big, "ms");
        yield return new(
            "state",
            $"added to a cycle of {Page} runs by {name}",
            big - small,
            "ms",
            20,
            Note: $"{big / small:0.0} × in the store alone: ids are random, each has a page of its own in the index by id"
        );

        var day = new ChildTask("store", "", Path.Combine(options.Folder, "day"), Runs: many * 2);
        yield return new(
            "state",
            string.Create(CultureInfo.InvariantCulture, $"peak with {many * 2:N0} reports of one day"),
            Processes.Measure(day).PeakBytes / 1048576.0,
            "MiB",
            200
        );
    }

    /// <summary>Medians, page by page in turn: what else the machine does meets both alike. The small store is begun anew before it grows.</summary>
    private static (double Small, double Large) Record(string smallFolder, string largeFolder, int pages)
    {
        using var large = StoreAlone.Open(largeFolder);
        var random = new Random(1);
        var (few, many) = (new List<double>(), new List<double>());
        while (few.Count < pages)
        {
            using var small = StoreAlone.Filled(Path.Combine(smallFolder, $"{few.Count}"), FewReports, days: 1);
            for (var page = 0; page < 10; page++)
            {
                few.Add(One(small));
                many.Add(One(large));
            }
        }
        return (few.Median() * 1000, many.Median() * 1000);

        double One(StateStore store)
        {
            var page = StoreAlone.Page(
                random,
                DateTime.UnixEpoch.AddYears(60),
                TimeSpan.FromSeconds(1),
                Page,
                Outcome.Queued
            );
            return Seconds(() =>
            {
                _ = store.Find([.. page.Reports.Select(r => r.Id)]);
                store.Record(page);
            });
        }
    }

    private static void Status(string folder)
    {
        using var store = StateStore.OpenReadOnly(folder);
        StoreAlone.AskStatus(store);
    }

    private static double Seconds(Action act)
    {
        var began = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Compiled and in memory: the start of the program is the suite start's.</summary>
    private static double Warm(Action act) => Enumerable.Range(0, 3).Select(_ => Seconds(act)).Min();

    private static double Megabytes(string folder) =>
        new DirectoryInfo(folder).GetFiles("vtebridge.db*").Sum(f => f.Length) / 1e6;
}
