using Spectre.Console;

namespace VteBridge.Init;

/// <summary>Asks a person at the terminal.</summary>
internal static class TerminalQuestions
{
    public static string Ask(Question question)
    {
        if (question.Choices.Count > 0)
            return AnsiConsole.Prompt(
                new SelectionPrompt<string>().Title(Markup.Escape(question.Text)).AddChoices(Ordered(question))
            );
        var prompt = new TextPrompt<string>(Markup.Escape(question.Text)).AllowEmpty();
        prompt.Validator = answer =>
            question.ProblemOf(answer) is { } problem
                ? ValidationResult.Error(Markup.Escape(problem))
                : ValidationResult.Success();
        if (question.IsSecret)
            prompt.Secret(null);
        if ((question.Suggestion ?? question.Default) is { Length: > 0 } offered)
            prompt.DefaultValue(offered);
        return AnsiConsole.Prompt(prompt);
    }

    public static bool Confirm(string text) => AnsiConsole.Prompt(new ConfirmationPrompt(Markup.Escape(text)));

    /// <summary>The default first: that is where the cursor stands.</summary>
    private static IEnumerable<string> Ordered(Question question) =>
        question.Choices.OrderBy(choice => choice == question.Default ? 0 : 1);
}
