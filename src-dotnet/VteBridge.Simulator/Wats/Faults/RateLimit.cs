using System.Globalization;

namespace VteBridge.Simulator.Wats.Faults;

/// <summary>So many requests in any so many seconds; what comes faster is answered 429.</summary>
/// <param name="SendsRetryAfter">The 429 says how long to wait.</param>
internal sealed record RateLimit(int Requests, double Seconds, bool SendsRetryAfter = true)
{
    public TimeSpan Window => TimeSpan.FromSeconds(Seconds);

    /// <param name="text">500/60, or 500/60/silent for 429s without Retry-After.</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static RateLimit Parse(string text) =>
        text.Split('/') is [var requests, var seconds, .. var more]
        && int.TryParse(requests, CultureInfo.InvariantCulture, out var count)
        && double.TryParse(seconds, CultureInfo.InvariantCulture, out var window)
        && count > 0
        && window > 0
        && more is [] or ["silent"]
            ? new RateLimit(count, window, more.Length == 0)
            : throw new ArgumentException($"'{text}' is no limit; 500/60 is 500 requests in any 60 seconds.");
}
