using System.Diagnostics.Metrics;

namespace VteBridge.Sync;

/// <summary>What is measured where it happens, through .NET's own instruments: any exporter can listen.</summary>
internal static class SyncMetrics
{
    private static readonly Meter Meter = new("VteBridge");

    /// <summary>Upper ends of the classes of upload times, in seconds; what is longer is in one of its own.</summary>
    public static readonly IReadOnlyList<double> UploadBounds = [1, 5, 15, 60, 300, 900, 3600, 21_600, 86_400];

    /// <summary>In seconds, for each report that WATS accepted after it was queued.</summary>
    public static readonly Histogram<double> UploadDuration = Meter.CreateHistogram(
        "vtebridge.upload.duration",
        "s",
        "From the moment a report was queued to the one its acceptance by WATS was known.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = UploadBounds }
    );

    /// <summary>How many of these times are in each class.</summary>
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

    /// <summary>The sum, class by class; an empty one has nothing in any.</summary>
    public static IReadOnlyList<int> Sum(IReadOnlyList<int> a, IReadOnlyList<int> b) =>
        a.Count == 0 ? b
        : b.Count == 0 ? a
        : [.. a.Zip(b, (one, other) => one + other)];
}
