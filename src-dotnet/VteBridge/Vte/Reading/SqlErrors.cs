using System.Net.Sockets;
using Microsoft.Data.SqlClient;

namespace VteBridge.Vte.Reading;

/// <summary>Classifies SQL Server's errors: which may pass by themselves, and what a person should do about the others.</summary>
internal static class SqlErrors
{
    private const int LoginFailed = 18456;
    private const int CannotOpenDatabase = 4060;
    private const int WindowsLoginFailed = 18452;
    private const int NoEncryption = 20;

    /// <summary>Errors that may pass: time-outs, locks, deadlocks, and a server that is starting, moving or short of resources.</summary>
    private static readonly HashSet<int> Passing =
    [
        -2,
        1205,
        1222,
        701,
        802,
        8645,
        8651,
        10928,
        10929,
        40197,
        40501,
        40540,
        40613,
        49918,
        49919,
        49920,
        615,
        921,
        922,
        952,
        983,
        6005,
        17142,
        18401,
    ];

    /// <summary>Whether the login or the database was refused. A server that is starting refuses even those that it will soon accept.</summary>
    public static bool IsLogin(Exception e) => e is SqlException { Number: LoginFailed or CannotOpenDatabase };

    public static bool IsTransient(Exception e) =>
        e is SqlException sql && (Passing.Contains(sql.Number) || IsConnection(sql)) && !IsPermanent(sql)
        || IsLogin(e)
        || e is IOException or TimeoutException;

    /// <summary>Whether the server does not have a view, table or column, or does not show it to this login.</summary>
    private static bool IsMissingObject(Exception? e) =>
        e is SqlException { Number: 207 or 208 or 229 or 230 or 297 or 300 or 371 };

    /// <summary>Whether the statement took longer than Vte:CommandTimeout.</summary>
    public static bool IsTimeOut(Exception? e) => e is SqlException { Number: -2 };

    /// <summary>Whether the server refused the statement and would refuse it again.</summary>
    public static bool IsRefused(Exception? e) => e is SqlException && !IsTransient(e);

    /// <summary>
    /// Whether the server does not understand the statement, as opposed to lacking what it reads. Other engines that speak T-SQL lack
    /// some functions, each with its own error number.
    /// </summary>
    public static bool IsNotUnderstood(Exception? e) => IsRefused(e) && !IsMissingObject(e);

    /// <summary>Whether a retry cannot help, although the error ended the connection.</summary>
    private static bool IsPermanent(SqlException e) => e.Number == NoEncryption || IsCertificate(e) || IsKerberos(e);

    /// <param name="isOpening">Whether the connection was being opened.</param>
    public static VteFailure Explain(Exception e, string what, SqlConnectionStringBuilder target, bool isOpening)
    {
        var where = $"server '{target.DataSource}', database '{target.InitialCatalog}'";
        var login = target.IntegratedSecurity
            ? $"'{Environment.UserName}' (integrated security)"
            : $"'{target.UserID}'";
        var text =
            isOpening && target.IntegratedSecurity && IsKerberos(e)
                ? $"This machine cannot log in to VTE's {where} as {login}: {Line(e)}. Get a Kerberos ticket for this account ('kinit USER@DOMAIN', or a keytab for a service), or use a login of SQL Server's own: 'User ID=...;Password=...' instead of Integrated Security."
            : e is not SqlException sql ? $"VTE could not be read ({what}; {where}): {e.Message}"
            : isOpening && sql.Number == -2
                ? $"VTE's {where} accepts the connection but does not answer the login within {target.ConnectTimeout} s. SQL Server may be hanging or starting, something else may listen on that port, or a firewall may let only the first packets through."
            : sql.Number switch
            {
                LoginFailed =>
                    $"VTE's {where} refused the login {login} (error 18456). Check user and password in Vte:ConnectionString, and that the login may use the database.",
                CannotOpenDatabase =>
                    $"The login {login} cannot open the database '{target.InitialCatalog}' on '{target.DataSource}' (error 4060). Check Database in Vte:ConnectionString (VTE's is usually VTE9_3; without brackets), and that the login has a user in it.",
                WindowsLoginFailed =>
                    $"VTE's {where} does not accept the login {login} (error 18452: {Line(sql)}). Windows logins work only from the server's own domain or one that it trusts; otherwise use a SQL Server login in Vte:ConnectionString.",
                18470 or 18486 =>
                    $"The login {login} is {(sql.Number == 18470 ? "disabled" : "locked out")} on {where} (error {sql.Number}). Ask the DBA to enable it.",
                18487 or 18488 =>
                    $"The password of the login {login} has expired or must be changed on {where} (error {sql.Number}). Ask the DBA for a login whose password does not expire.",
                916 or 4064 =>
                    $"The login {login} has no user in its database ({where}; error {sql.Number}: {Line(sql)}). Check Database in Vte:ConnectionString, or ask the DBA to run scripts/vte-read-only-login.sql.",
                NoEncryption when sql.Class >= 20 =>
                    $"VTE's {where} does not encrypt connections, but Vte:ConnectionString asks for it (error 20). Remove Encrypt from it, or have encryption set up on the server.",
                229 or 230 =>
                    $"The login {login} may not read what {what} needs (error {sql.Number}: {Line(sql)}). Ask the DBA to run scripts/vte-read-only-login.sql, or GRANT SELECT on that table.",
                207 or 208 =>
                    $"The schema changed while it was read (error {sql.Number}: {Line(sql)}). Run 'vtebridge doctor'; name changed columns in Vte:Columns.",
                1222 =>
                    $"VTE's rows stayed locked by others for longer than Vte:LockTimeout ({what}; {where}; error 1222). Nothing is lost: the next cycle reads them.",
                1205 =>
                    $"SQL Server chose this read as the deadlock victim at every attempt ({what}; {where}; error 1205). Nothing is lost: the next cycle continues.",
                -2 =>
                    $"VTE did not answer in time ({what}; {where}). If this happens again, raise Vte:CommandTimeout or lower Vte:PageSize, and check that IndexData has an index on Timestamp.",
                _ when IsCertificate(sql) =>
                    $"The certificate of VTE's {where} is not trusted ({Network(sql)}). Have a certificate that this machine trusts installed on the server, or name the server's certificate file with ServerCertificate=FILE in Vte:ConnectionString{(target.Encrypt == SqlConnectionEncryptOption.Strict ? "" : " (where the network is safe, TrustServerCertificate=true works too)")}.",
                _ when IsConnection(sql) =>
                    $"VTE's {where} cannot be reached ({Network(sql)}). Check Server in Vte:ConnectionString, that SQL Server runs and accepts TCP connections, and that no firewall blocks them.",
                _ => $"SQL Server refused {what} ({where}; error {sql.Number}: {Line(sql)}).",
            };
        return new VteFailure(text, e);
    }

    /// <summary>Checks the message, because the error number is the operating system's and differs. The words are SqlClient's own.</summary>
    private static bool IsCertificate(SqlException e) =>
        e.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase)
        || e.InnerException?.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Whether the connection is lost. Severity 20 and above ends it; the numbers are network errors.</summary>
    private static bool IsConnection(SqlException e) =>
        e.Class >= 20
        || e.Number
            is -1
                or 0
                or 2
                or 20
                or 26
                or 35
                or 40
                or 53
                or 64
                or 121
                or 233
                or 258
                or 10053
                or 10054
                or 10060
                or 10061
                or 11001
                or 17830;

    private static bool IsKerberos(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
            if (Kerberos.Any(word => cause.Message.Contains(word, StringComparison.OrdinalIgnoreCase)))
                return true;
        return false;
    }

    /// <summary>Words in the messages of SqlClient and the operating system when an integrated login fails.</summary>
    private static readonly string[] Kerberos = ["Kerberos", "gssapi", "SSPI"];

    private static string Line(Exception e) => e.Message.Split('\n')[0].Trim().TrimEnd('.');

    /// <summary>The cause in SqlClient's message: it first lists at length what may be wrong, then gives the cause in parentheses.</summary>
    private static string Network(SqlException e)
    {
        // SqlClient on Linux, when every attempt to connect was refused: "An internal exception was caught: Success".
        if (e.GetBaseException() is SocketException { SocketErrorCode: SocketError.Success })
            return "nothing answers there";
        var line = Line(e);
        var said = line.LastIndexOf("(provider: ", StringComparison.Ordinal) is > 0 and var at
            ? line[(at + 1)..].TrimEnd(')')
            : line;
        // Adds the operating system's own words ("Name or service not known") if SqlClient's message lacks them.
        return
            e.GetBaseException() is var cause && cause != e && !said.Contains(cause.Message, StringComparison.Ordinal)
            ? $"{said}: {cause.Message.Split('\n')[0].Trim()}"
            : said;
    }
}
