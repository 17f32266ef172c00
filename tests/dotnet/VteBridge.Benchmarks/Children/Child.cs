using System.Text.Json;

namespace VteBridge.Benchmarks.Children;

/// <summary>The entry of a measured process. Its last line on standard output is the result as JSON.</summary>
internal static class Child
{
    /// <summary>A B C A B C … in one process: what else the machine does meets all alike, and what is compiled is compiled for all.</summary>
    public static async Task<int> RunAsync(string json)
    {
        var order = JsonSerializer.Deserialize<ChildOrder>(json)!;
        var measured = new List<Measured>();
        for (var round = 0; round < order.WarmUps + order.Rounds; round++)
        for (var i = 0; i < order.Tasks.Count; i++)
        {
            var task = Of(order, round, i);
            // Flushing runs through the same code, and compiles nothing that the others have not compiled.
            if (task is { IsWarmUp: true, Flush: true })
                continue;
            var one = await RunAsync(task);
            if (round >= order.WarmUps)
                measured.Add(one);
        }
        Console.WriteLine(JsonSerializer.Serialize(measured));
        return 0;
    }

    /// <summary>
    /// A folder of its own for each: ext4 without a journal looks at every inode that was deleted within the last minutes before
    /// it gives out one, so that a folder which has just been emptied is several times slower to fill, for the floor as for us.
    /// </summary>
    private static ChildTask Of(ChildOrder order, int round, int at)
    {
        var task = order.Tasks[at] with { IsWarmUp = round < order.WarmUps };
        if (order.WarmUps + order.Rounds > 1)
            task = task with { Folder = Path.Combine(task.Folder, $"{round}-{at}") };
        Directory.CreateDirectory(Ours.Reports(task));
        return task;
    }

    private static Task<Measured> RunAsync(ChildTask task) =>
        task.Name switch
        {
            "record" => Recorder.RunAsync(task),
            "floor" => Floor.RunAsync(task),
            "baseline" => Baseline.RunAsync(task),
            "cycle" => Ours.CycleAsync(task),
            "export" => Ours.ExportAsync(task),
            "mapping" => MappingAlone.RunAsync(task),
            "store" => StoreAlone.OneDayAsync(task),
            "upload bare" => Uploads.BareAsync(task),
            "upload wats" or "upload sidecar" => Uploads.QueueAsync(task, task.Name.Split(' ')[1]),
            _ => throw new ArgumentException($"There is no task '{task.Name}'."),
        };
}
