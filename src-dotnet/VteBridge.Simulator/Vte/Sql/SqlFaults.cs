namespace VteBridge.Simulator.Vte.Sql;

/// <summary>The errors that the server raises itself, with SQL Server's numbers, severities and messages.</summary>
internal static class SqlFaults
{
    /// <summary>A user-defined number, because SQL Server has no such error: it would have run the statement.</summary>
    public const int NotSupportedNumber = 50000;

    public static SqlFault NotSupported(string what) =>
        new(NotSupportedNumber, $"The VTE simulator does not support {what}. It refuses rather than answer wrongly.");

    public static SqlFault Syntax(string message, int line) => new(102, message, 15) { Line = line };

    public static SqlFault UnknownObject(string name) => new(208, $"Invalid object name '{name}'.");

    public static SqlFault UnknownColumn(string name) => new(207, $"Invalid column name '{name}'.");

    public static SqlFault UnboundIdentifier(string name) =>
        new(4104, $"The multi-part identifier \"{name}\" could not be bound.");

    public static SqlFault AmbiguousColumn(string name) => new(209, $"Ambiguous column name '{name}'.");

    public static SqlFault UndeclaredVariable(string name) =>
        new(137, $"Must declare the scalar variable \"{name}\".", 15, 2);

    public static SqlFault UnknownFunction(string name) =>
        new(195, $"'{name}' is not a recognized built-in function name.", 15, 10);

    public static SqlFault NotGrouped(string name) =>
        new(
            8120,
            $"Column '{name}' is invalid in the select list because it is not contained in either an aggregate function or the GROUP BY clause."
        );

    public static SqlFault OperandClash(SqlType left, SqlType right) =>
        new(206, $"Operand type clash: {left.Name()} is incompatible with {right.Name()}", 16, 2);

    public static SqlFault InvalidOperator(string operation, SqlType type) =>
        new(8117, $"Operand data type {type.Name()} is invalid for {operation} operator.");

    public static SqlFault NoImplicitConversion(SqlType from, SqlType to) =>
        new(529, $"Explicit conversion from data type {from.Name()} to {to.Name()} is not allowed.", 16, 2);

    public static SqlFault ConversionFailed(SqlType from, string value, SqlType to) =>
        new(245, $"Conversion failed when converting the {from.Name()} value '{value}' to data type {to.Name()}.");

    public static SqlFault NotANumber(SqlType from, SqlType to) =>
        new(8114, $"Error converting data type {from.Name()} to {to.Name()}.", 16, 5);

    public static SqlFault NotAGuid() =>
        new(8169, "Conversion failed when converting from a character string to uniqueidentifier.", 16, 2);

    public static SqlFault NotATime() =>
        new(241, "Conversion failed when converting date and/or time from character string.");

    public static SqlFault OutOfRangeTime(SqlType from, SqlType to) =>
        new(
            242,
            $"The conversion of a {from.Name()} data type to a {to.Name()} data type resulted in an out-of-range value.",
            16,
            3
        );

    public static SqlFault Overflow(SqlType to) =>
        new(8115, $"Arithmetic overflow error converting expression to data type {to.Name()}.", 16, 2);

    public static SqlFault NullNotAllowed(string column) =>
        new(515, $"Cannot insert the value NULL into column '{column}'; column does not allow nulls.", 16, 2);

    public static SqlFault DivideByZero() => new(8134, "Divide by zero error encountered.");

    public static SqlFault ManyValues() =>
        new(
            512,
            "Subquery returned more than 1 value. This is not permitted when the subquery follows =, !=, <, <= , >, >= or when the subquery is used as an expression."
        );

    public static SqlFault PermissionDenied(string permission, string name, string database) =>
        new(
            229,
            $"The {permission} permission was denied on the object '{name}', database '{database}', schema 'dbo'.",
            14,
            5
        );

    /// <summary>An error that a test injects, with SQL Server's severity and message where they matter.</summary>
    public static SqlFault Ordered(VteFault fault, string login)
    {
        var (message, severity) = fault.Number switch
        {
            1205 => (
                "Transaction (Process ID 51) was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction.",
                13
            ),
            1222 => ("Lock request time out period exceeded.", 16),
            229 => (PermissionDenied("SELECT", "IndexData", VteDatabase.Name).Message, 14),
            4060 => (CannotOpen(VteDatabase.Name).Message, 11),
            18456 => (LoginFailed(login).Message, 14),
            40613 => (
                $"Database '{VteDatabase.Name}' on server 'VTE-SIMULATOR' is not currently available. Please retry the connection later.",
                20
            ),
            40501 => ("The service is currently busy. Retry the request after 10 seconds.", 20),
            701 => ("There is insufficient system memory in resource pool 'default' to run this query.", 17),
            823 => ("The operating system returned error 21 to SQL Server during a read.", 24),
            _ => ($"Simulated error {fault.Number}.", 16),
        };
        return new SqlFault(fault.Number, fault.Message ?? message, (byte)severity);
    }

    public static SqlFault CannotOpen(string database) =>
        new(4060, $"Cannot open database \"{database}\" requested by the login. The login failed.", 11);

    public static SqlFault LoginFailed(string user) => new(18456, $"Login failed for user '{user}'.", 14);

    public static SqlFault DatabasePermissionDenied(string permission, string database) =>
        new(262, $"{permission} permission denied in database '{database}'.", 14);
}

/// <summary>An error as SQL Server would report it. It ends the request and is sent to the client as an ERROR token.</summary>
internal sealed class SqlFault(int number, string message, byte severity = 16, byte state = 1) : Exception(message)
{
    public int Number { get; } = number;

    public byte Severity { get; } = severity;

    public byte State { get; } = state;

    /// <summary>Line of the batch, from 1, where known.</summary>
    public int Line { get; init; } = 1;
}
