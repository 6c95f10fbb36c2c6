# PowerShell asks segurctl at each TAB: `mots` or `suite` and what to offer; of files it knows by itself.
Register-ArgumentCompleter -Native -CommandName segurctl -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $text = $commandAst.ToString()
    $end = [Math]::Min($cursorPosition - $commandAst.Extent.StartOffset, $text.Length)
    $Env:_SEGURCTL_COMPLETE = "powershell"
    $Env:_SEGURCTL_LINE = $text.Substring(0, $end).PadRight($cursorPosition - $commandAst.Extent.StartOffset)
    try {
        & $commandAst.CommandElements[0].ToString() 2>$null | Select-Object -Skip 1 | ForEach-Object {
            $word, $help = $_ -split "`t", 2
            if (-not $help) { $help = $word }
            [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $help)
        }
    } finally {
        Remove-Item Env:_SEGURCTL_COMPLETE, Env:_SEGURCTL_LINE
    }
}
