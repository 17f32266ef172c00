using System.Net;

namespace VteBridge.Delivery.Wats;

/// <summary>What to do with a report after an attempt to send it.</summary>
internal enum UploadResult
{
    Accepted,

    /// <summary>WATS will never take it as it is.</summary>
    Rejected,

    /// <summary>This attempt failed; the same report may be accepted later. The attempt counts against the report.</summary>
    Later,

    /// <summary>WATS asks everybody to wait. Neither this nor the results below count against the report.</summary>
    SlowDown,

    /// <summary>Nothing was sent.</summary>
    Unreachable,

    /// <summary>Nothing can be sent until a person changes something.</summary>
    Stop,
}

/// <param name="Status">Null when no HTTP answer came.</param>
/// <param name="RetryAfter">How long the server asked to wait.</param>
internal sealed record WatsAnswer(
    UploadResult Result,
    string Message = "",
    int? Status = null,
    TimeSpan? RetryAfter = null
)
{
    private static readonly HashSet<int> Permanent = [400, 413, 422];

    private static readonly Dictionary<int, string> Stopping = new()
    {
        [401] = "WATS does not accept the credentials: check the API token",
        [403] = "the API token is not allowed to submit reports: give it that right in WATS",
        [404] = "the server has no WATS report API at this address: check the server URL",
        [405] = "the server takes no reports at this address: check the server URL, also for http in place of https",
        [407] = "the proxy asks for credentials: put them into HTTPS_PROXY, or name WATS in NO_PROXY",
    };

    /// <summary>
    /// The meaning of a refusal by its HTTP status alone; the sidecar's answer.py has the same table. What is not known
    /// to be permanent is worth another attempt.
    /// </summary>
    /// <param name="location">Where a redirect points to: scheme, host and port.</param>
    public static WatsAnswer ToRefusal(int status, string text, TimeSpan? retryAfter = null, string location = "") =>
        status switch
        {
            _ when Permanent.Contains(status) => new(UploadResult.Rejected, Words(status, text), status),
            _ when Stopping.TryGetValue(status, out var what) => new(
                UploadResult.Stop,
                $"{what} ({status}: {text})",
                status
            ),
            >= 300 and < 400 => new(
                UploadResult.Stop,
                $"the server sends reports on {(location == "" ? "without saying where to" : "to " + location)}, and they are not sent there: set the server URL to the address of WATS itself ({status})",
                status
            ),
            (int)HttpStatusCode.TooManyRequests => SlowDown(status, text, retryAfter),
            _ when retryAfter is not null => SlowDown(status, text, retryAfter),
            _ => new(UploadResult.Later, Words(status, text), status),
        };

    private static string Words(int status, string text) =>
        text == WatsReply.Wordless ? $"WATS answered {status} {text}" : text;

    private static WatsAnswer SlowDown(int status, string text, TimeSpan? retryAfter) =>
        new(UploadResult.SlowDown, $"WATS asks to wait ({status}: {text})", status, retryAfter);
}
