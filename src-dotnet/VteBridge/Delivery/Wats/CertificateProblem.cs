using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace VteBridge.Delivery.Wats;

/// <summary>Why a server's certificate is refused, and what a person does about it.</summary>
internal static class CertificateProblem
{
    /// <summary>Null when it is trusted.</summary>
    public static string? Of(X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return null;
        var outOfTime = chain?.ChainElements.FirstOrDefault(element =>
            element.ChainElementStatus.Any(s => s.Status.HasFlag(X509ChainStatusFlags.NotTimeValid))
        );
        if (outOfTime is { Certificate: var old })
            return $"the server's certificate has expired, or this machine's clock is wrong: it counts from {Day(old.NotBefore)} to {Day(old.NotAfter)}";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return "the server's certificate is for another name: check the server URL";
        return $"the server's certificate is not trusted: install the authority that signed it{(OperatingSystem.IsWindows() ? " for this machine" : ", or name its file in SSL_CERT_FILE")}";
    }

    private static string Day(DateTime local) =>
        local.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
