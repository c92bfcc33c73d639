/**
 * Text from elsewhere made fit for a terminal: nothing in it moves the cursor, sets a title,
 * colours or reorders what stands beside it. What is taken out stays visible as an escape.
 */

/**
 * Controls (C0, DEL, C1), line and paragraph separators, and everything of the category Format:
 * bidirectional controls, zero-width marks, tags, the byte order mark; and unpaired surrogates.
 */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\u115f\u1160\u3164\uffa0]|\u034f|\u17b4|\u17b5/gu

const escaped = (character: string): string =>
  `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`

const textCharsMax = 4_096

/** The text on one line, with every character that could act on a terminal written out. */
export const terminalText = (text: string): string => {
  const short = text.length > textCharsMax ? `${text.slice(0, textCharsMax)}…` : text
  return short.replace(unsafe, escaped)
}

const utf16Escaped = (character: string): string =>
  Array.from({ length: character.length }, (_, index) =>
    character.charCodeAt(index).toString(16).padStart(4, '0'),
  )
    .map((unit) => `\\u${unit}`)
    .join('')

/** JSON on one line that any terminal shows and any parser reads back the same. */
export const terminalJson = (value: unknown): string =>
  JSON.stringify(value).replace(unsafe, utf16Escaped)

/** Characters that take two cells: East Asian wide and emoji. */
const wide = new RegExp(
  [
    '[\\u1100-\\u115f\\u2e80-\\u303e\\u3041-\\u33ff\\u3400-\\u4dbf\\u4e00-\\u9fff',
    '\\ua000-\\ua4cf\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe30-\\ufe6f\\uff01-\\uff60',
    '\\uffe0-\\uffe6\\u{1f300}-\\u{1faff}\\u{20000}-\\u{3fffd}]',
  ].join(''),
  'u',
)
const marks = /\p{M}/u

/** Cells that a text of terminalText takes on a terminal. */
export const cellCount = (text: string): number => {
  let cells = 0
  for (const character of text) {
    if (marks.test(character)) continue
    cells += wide.test(character) ? 2 : 1
  }
  return cells
}
