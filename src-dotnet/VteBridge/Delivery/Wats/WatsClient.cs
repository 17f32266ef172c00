using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace VteBridge.Delivery.Wats;

/// <summary>
/// A client for WATS's REST API. It sends once and returns the result; the drain decides when to send again. Certificates
/// are verified, the system's proxy is used, and redirects are not followed (docs/destinations.md says why).
/// </summary>
internal sealed class WatsClient : IDisposable
{
    private const int MaxMessage = 2000;
    private const int MaxAnswerBytes = 32 * 1024 * 1024;

    /// <summary>Bytes per second. A large report gets more time than the timeout, at this speed.</summary>
    private const double SlowestLink = 50_000;

    private static readonly string[] ProofFields = ["id", "sn", "pn", "result"];

    private readonly WatsServer _server;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly WatsProcesses _processes;
    private readonly string[] _secrets;
    private volatile string? _certificateProblem;

    /// <param name="timeout">Longest wait for an answer; a large report gets more.</param>
    public WatsClient(WatsServer server, TimeSpan timeout, TimeProvider time)
    {
        (_server, _timeout, _time) = (server, timeout, time);
        _processes = new WatsProcesses(this);
        _secrets = SecretsIn(server.Token);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            UseCookies = false,
            ConnectTimeout = timeout / 2,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            SslOptions = { RemoteCertificateValidationCallback = IsTrusted },
        };
        _http = new HttpClient(handler)
        {
            BaseAddress = server.Url,
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MaxAnswerBytes,
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", server.Token);
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Sends one report. The result is Accepted only with proof that WATS has the report under its id.</summary>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public async Task<WatsAnswer> SubmitAsync(ReportFile report, CancellationToken stop)
    {
        using var content = new ReadOnlyMemoryContent(report.Content);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/Report/WSJF") { Content = content };
        var (reply, failure) = await SendAsync(
            request,
            _timeout + TimeSpan.FromSeconds(report.Content.Length / SlowestLink),
            stop
        );
        var answer =
            reply is null ? failure!
            : reply.IsGood ? await ProofAsync(report, reply, stop)
            : await RefusalAsync(report, reply, stop);
        return answer with { Message = Clean(answer.Message) };
    }

    /// <summary>The reply to a query, or in words why there is none.</summary>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public async Task<(WatsReply? Reply, string Said)> AskAsync(string path, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        var (reply, failure) = await SendAsync(request, 2 * _timeout, stop);
        return (
            reply,
            Clean(
                reply is null ? failure!.Message
                : reply.Location != ""
                    ? $"it answered {reply.Status} and redirects to {reply.Location}, which is not followed"
                : $"it answered {reply.Status}: {reply.Said}"
            )
        );
    }

    private async Task<(WatsReply?, WatsAnswer?)> SendAsync(
        HttpRequestMessage request,
        TimeSpan longest,
        CancellationToken stop
    )
    {
        using var late = new CancellationTokenSource(longest, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
        try
        {
            using var response = await _http.SendAsync(request, either.Token);
            return (await WatsReply.ReadAsync(response, request.RequestUri!, _time, either.Token), null);
        }
        catch (HttpRequestException e)
        {
            return (null, NoAnswer(e));
        }
        catch (IOException e)
        {
            return (null, new WatsAnswer(UploadResult.Later, $"the connection to WATS broke ({e.Message})"));
        }
        catch (OperationCanceledException e) when (!stop.IsCancellationRequested)
        {
            return (
                null,
                late.IsCancellationRequested
                    ? new WatsAnswer(UploadResult.Later, $"WATS gave no answer in time ({longest.TotalSeconds:0} s)")
                    : new WatsAnswer(UploadResult.Unreachable, $"WATS cannot be reached ({e.Message})")
            );
        }
    }

    private async Task<WatsAnswer> RefusalAsync(ReportFile report, WatsReply reply, CancellationToken stop)
    {
        var answer = WatsAnswer.ToRefusal(reply.Status, reply.Said, reply.RetryAfter, reply.Location);
        return
            answer.Result == UploadResult.Rejected
            && reply.Status != 413
            && await _processes.UnknownAsync(report, stop) is { } unknown
            ? new WatsAnswer(UploadResult.Stop, $"{unknown} ({reply.Status}: {answer.Message})", reply.Status)
            : answer;
    }

    /// <summary>Accepted when the reply names the report, else when WATS's receipt shows that it has this very report.</summary>
    private async Task<WatsAnswer> ProofAsync(ReportFile report, WatsReply reply, CancellationToken stop)
    {
        if (IdsIn(reply.Data).Contains(report.Text("id"), StringComparer.OrdinalIgnoreCase))
            return new WatsAnswer(UploadResult.Accepted, Status: reply.Status);
        var (receipt, said) = await AskAsync($"api/Report/Wsjf/{report.Text("id")}?detailLevel=0", stop);
        if (
            receipt is { Status: 200 }
            && ProofFields.All(f =>
                string.Equals(WatsReply.Text(receipt.Data, f), report.Text(f), StringComparison.OrdinalIgnoreCase)
            )
        )
            return new WatsAnswer(UploadResult.Accepted, "by receipt", reply.Status);
        var body = reply.Data.ValueKind == JsonValueKind.Undefined ? "" : reply.Data.ToString();
        var words = body == "" ? "without naming the report" : $"with '{body[..Math.Min(body.Length, 100)]}'";
        return new WatsAnswer(
            UploadResult.Later,
            $"WATS answered {reply.Status} {words}, and shows no receipt for it ({receipt?.Status.ToString(CultureInfo.InvariantCulture) ?? said})",
            reply.Status
        );
    }

    private WatsAnswer NoAnswer(HttpRequestException e) =>
        e.HttpRequestError switch
        {
            _ when e.StatusCode is { } status => WatsAnswer.ToRefusal((int)status, e.Message),
            HttpRequestError.SecureConnectionError when _certificateProblem is { } problem => new(
                UploadResult.Stop,
                $"{problem} ({Reason(e)})"
            ),
            HttpRequestError.SecureConnectionError => new(
                UploadResult.Unreachable,
                $"no secure connection to WATS: check https or http in the server URL, and its certificate ({Reason(e)})"
            ),
            HttpRequestError.ConnectionError
            or HttpRequestError.NameResolutionError
            or HttpRequestError.ProxyTunnelError => new(
                UploadResult.Unreachable,
                $"WATS cannot be reached ({e.Message})"
            ),
            _ => new(UploadResult.Later, $"the connection to WATS broke ({Reason(e)})"),
        };

    private static string Reason(HttpRequestException e) => (e.InnerException ?? e).Message;

    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        _certificateProblem = CertificateProblem.Of(chain, errors);
        return _certificateProblem is null;
    }

    /// <summary>Every id that an answer to a submission names.</summary>
    private static IEnumerable<string?> IdsIn(JsonElement data) =>
        data.ValueKind switch
        {
            JsonValueKind.Array => data.EnumerateArray().SelectMany(IdsIn),
            JsonValueKind.String => [data.GetString()],
            _ => [WatsReply.Text(data, "ID"), WatsReply.Text(data, "id"), WatsReply.Text(data, "uuid")],
        };

    /// <summary>Makes a text fit for a file or a log: without secrets, and not too long.</summary>
    private string Clean(string text)
    {
        foreach (var secret in _secrets)
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        return text.Length <= MaxMessage ? text : text[..MaxMessage] + " … (cut)";
    }

    /// <summary>
    /// The token, and the user and password if the token is their Base64. Shorter texts are left out, because replacing
    /// them would garble every message.
    /// </summary>
    private static string[] SecretsIn(string token)
    {
        const int Shortest = 4;
        var bytes = new byte[token.Length];
        var plain = Convert.TryFromBase64String(token, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : "";
        return
        [
            .. new[] { token, plain, plain[(plain.IndexOf(':') + 1)..] }
                .Where(s => s.Length >= Shortest)
                .OrderByDescending(s => s.Length),
        ];
    }
}
