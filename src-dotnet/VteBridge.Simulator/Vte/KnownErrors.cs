using VteBridge.Simulator.Vte.Sql;

namespace VteBridge.Simulator.Vte;

/// <summary>Errors a test can ask for, with the severity and wording SQL Server gives them.</summary>
internal static class KnownErrors
{
    public static SqlFault Create(VteFault fault, string login) =>
        fault.Number switch
        {
            1205 => New(
                fault,
                "Transaction (Process ID 51) was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction.",
                13,
                51
            ),
            1222 => New(fault, "Lock request time out period exceeded.", 16, 51),
            229 => New(
                fault,
                $"The SELECT permission was denied on the object 'IndexData', database '{VteDatabase.Name}', schema 'dbo'.",
                14,
                5
            ),
            4060 => New(
                fault,
                $"Cannot open database \"{VteDatabase.Name}\" requested by the login. The login failed.",
                11
            ),
            18456 => New(fault, $"Login failed for user '{login}'.", 14),
            40613 => New(
                fault,
                $"Database '{VteDatabase.Name}' on server 'VTE-SIMULATOR' is not currently available. Please retry the connection later.",
                20
            ),
            40501 => New(fault, "The service is currently busy. Retry the request after 10 seconds.", 20),
            701 => New(
                fault,
                "There is insufficient system memory in resource pool 'default' to run this query.",
                17,
                123
            ),
            823 => New(fault, "The operating system returned error 21 to SQL Server during a read.", 24, 2),
            _ => New(fault, $"Simulated error {fault.Number}.", 16),
        };

    private static SqlFault New(VteFault fault, string message, byte severity, byte state = 1) =>
        new(fault.Number, fault.Message ?? message, severity, state);
}
