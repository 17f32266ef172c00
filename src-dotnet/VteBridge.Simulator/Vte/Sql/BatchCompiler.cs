using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>Compiles a batch statement by statement. A login that only reads is refused everything that would change something.</summary>
internal sealed class BatchCompiler(
    Catalog catalog,
    string database,
    bool isWritable,
    IReadOnlyDictionary<string, SqlType> parameters
)
{
    private readonly Dictionary<string, SqlType> _variables = new(parameters, StringComparer.OrdinalIgnoreCase);
    private readonly List<Step> _steps = [];

    public Batch Compile(string text)
    {
        var script = TransactSql.Parse(text);
        if (script.Batches.Count > 1)
            throw SqlFaults.Syntax("Incorrect syntax near 'GO'.", script.Batches[1].StartLine);
        foreach (var statement in script.Batches.SelectMany(batch => batch.Statements))
            Compile(statement);
        return new Batch(_steps, _variables);
    }

    private void Compile(TSqlStatement statement)
    {
        switch (statement)
        {
            case SelectStatement select:
                _steps.Add(Query(select));
                break;
            case DeclareVariableStatement declare:
                foreach (var declaration in declare.Declarations)
                    Declare(declaration);
                break;
            case SetVariableStatement { AssignmentKind: AssignmentKind.Equals, FunctionCallExists: false } set:
                _steps.Add(Assign(set.Variable.Name, set.Expression));
                break;
            case BeginEndBlockStatement block:
                foreach (var inner in block.StatementList.Statements)
                    Compile(inner);
                break;
            case WaitForStatement { WaitForOption: WaitForOption.Delay, Parameter: StringLiteral delay }:
                _steps.Add(
                    new WaitStep(TimeSpan.Parse(delay.Value, System.Globalization.CultureInfo.InvariantCulture))
                );
                break;
            case PrintStatement:
                break;
            default:
                _steps.Add(SessionStatements.TryCompile(statement, database) as Step ?? WriteStatement(statement));
                break;
        }
    }

    private WriteStep WriteStatement(TSqlStatement statement)
    {
        if (!isWritable)
            throw WritePermissions.Denied(statement, database)
                ?? SqlFaults.NotSupported($"{statement.GetType().Name} (line {statement.StartLine})");
        var inputs = new Inputs(_variables);
        var sql = new WriteCompiler(catalog, database, inputs).Compile(statement);
        return new WriteStep(sql, inputs.All);
    }

    private QueryStep Query(SelectStatement select)
    {
        var inputs = new Inputs(_variables);
        var compiler = new QueryCompiler(catalog, database, inputs);
        var query = compiler.Compile(select);
        return new QueryStep(query.Sql, query.Columns, inputs.All, compiler.Tables, compiler.Assignments);
    }

    private void Declare(DeclareVariableElement declaration)
    {
        if (!_variables.TryAdd(declaration.VariableName.Value, SqlTypeNames.Resolve(declaration.DataType)))
            throw new SqlFault(
                134,
                $"The variable name '{declaration.VariableName.Value}' has already been declared.",
                15,
                2
            );
        if (declaration.Value is { } value)
            _steps.Add(Assign(declaration.VariableName.Value, value));
    }

    private QueryStep Assign(string variable, ScalarExpression expression)
    {
        if (!_variables.TryGetValue(variable, out var type))
            throw SqlFaults.UndeclaredVariable(variable);
        var inputs = new Inputs(_variables);
        var compiler = new QueryCompiler(catalog, database, inputs);
        var value = compiler.Value(expression, type);
        return new QueryStep(
            $"SELECT {value.Sql}",
            [new ResultColumn(variable, type)],
            inputs.All,
            compiler.Tables,
            [variable]
        );
    }
}
