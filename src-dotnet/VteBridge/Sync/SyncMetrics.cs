using System.Diagnostics.Metrics;

namespace VteBridge.Sync;

/// <summary>Measurements through .NET's own instruments, which any exporter can listen to.</summary>
internal static class SyncMetrics
{
    private static readonly Meter Meter = new("VteBridge");

    /// <summary>The upper bounds of the histogram's buckets, in seconds. Longer times are in one more bucket.</summary>
    public static readonly IReadOnlyList<double> UploadBounds = [1, 5, 15, 60, 300, 900, 3600, 21_600, 86_400];

    /// <summary>The time from queued to accepted, in seconds, of each report that WATS accepted after it was queued.</summary>
    public static readonly Histogram<double> UploadDuration = Meter.CreateHistogram(
        "vtebridge.upload.duration",
        "s",
        "Time from the queuing of a report until it was known that WATS has accepted it.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = UploadBounds }
    );

    /// <summary>How many of these times are in each bucket.</summary>
    public static IReadOnlyList<int> Classes(IReadOnlyCollection<double> seconds) =>
        seconds.Count == 0
            ? []
            :
            [
                .. Enumerable
                    .Range(0, UploadBounds.Count + 1)
                    .Select(i =>
                        seconds.Count(s =>
                            (i == 0 || s > UploadBounds[i - 1]) && (i == UploadBounds.Count || s <= UploadBounds[i])
                        )
                    ),
            ];

    /// <summary>Adds two results of <see cref="Classes"/>. An empty list counts as zero in every bucket.</summary>
    public static IReadOnlyList<int> Sum(IReadOnlyList<int> a, IReadOnlyList<int> b) =>
        a.Count == 0 ? b
        : b.Count == 0 ? a
        : [.. a.Zip(b, (one, other) => one + other)];
}
