using System.Diagnostics.Metrics;

namespace VteBridge.Sync;

/// <summary>What is measured where it happens, through .NET's own instruments: any exporter can listen.</summary>
internal static class SyncMetrics
{
    private static readonly Meter Meter = new("VteBridge");

    /// <summary>In seconds, for each report that WATS accepted after it was queued.</summary>
    public static readonly Histogram<double> UploadDuration = Meter.CreateHistogram(
        "vtebridge.upload.duration",
        "s",
        "From the moment a report was queued to the one its acceptance by WATS was known.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [1, 5, 15, 60, 300, 900, 3600, 21_600, 86_400],
        }
    );
}
