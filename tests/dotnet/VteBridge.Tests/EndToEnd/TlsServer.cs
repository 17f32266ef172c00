using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VteBridge.Tests.EndToEnd;

/// <summary>A server on localhost that presents a self-signed certificate and answers nothing else.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly X509Certificate2 _certificate;
    private readonly Func<Stream, CancellationToken, Task<Stream>> _begin;
    private readonly Task _serving;

    /// <param name="name">The host name in the certificate.</param>
    /// <param name="until">The end of its validity.</param>
    /// <param name="begin">
    /// Does what a protocol does before TLS begins and returns the stream for TLS; null for a plain TLS connection.
    /// </param>
    public TlsServer(string name, DateTimeOffset until, Func<Stream, CancellationToken, Task<Stream>>? begin = null)
    {
        _certificate = Make(name, until);
        _begin = begin ?? ((stream, _) => Task.FromResult(stream));
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Address => new($"https://localhost:{Port}/");

    /// <summary>How many clients connected, whether or not they accepted the certificate.</summary>
    public int Connections { get; private set; }

    /// <summary>The certificate as PEM, for clients that should trust it.</summary>
    public string Certificate => _certificate.ExportCertificatePem();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _serving;
        _listener.Dispose();
        _certificate.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_end.Token);
                Connections++;
                await ShowAsync(client);
            }
        }
        catch (OperationCanceledException)
        {
            return; // The test is over.
        }
    }

    private async Task ShowAsync(TcpClient client)
    {
        try
        {
            await using var secure = new SslStream(await _begin(client.GetStream(), _end.Token));
            await secure.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificate = _certificate },
                _end.Token
            );
            await secure.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, _end.Token);
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            return; // The client does not accept the certificate.
        }
    }

    private static X509Certificate2 Make(string name, DateTimeOffset until)
    {
        Assert.SkipWhen(Windows.Wine.IsHere, "Wine 10 makes no certificate that a server can show");
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using var made = request.CreateSelfSigned(until.AddYears(-1), until);
        // Windows cannot serve a certificate whose key is in memory only.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
