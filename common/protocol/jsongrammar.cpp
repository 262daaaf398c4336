// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/protocol/jsongrammar.h"

#include "common/protocol/jsontext.h"
#include "common/protocol/utf8.h"

#include <QVarLengthArray>

#include <array>

namespace linnet {

namespace {

//! Bytes that stand for themselves inside a string: ASCII but controls, quote and backslash.
constexpr std::array<bool, 256> PlainBytes = [] {
    std::array<bool, 256> plain{};
    for (size_t byte = 0x20; byte < 0x80; ++byte)
        plain[byte] = byte != '"' && byte != '\\';
    return plain;
}();

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

int hexValue(char c)
{
    if (isDigit(c))
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

//! \return the code unit that the four digits at \p digits name, or -1 if they are not digits.
int codeUnit(const char *digits)
{
    int unit = 0;
    for (int i = 0; i < 4; ++i) {
        const int value = hexValue(digits[i]);
        if (value < 0)
            return -1;
        unit = unit * 16 + value;
    }
    return unit;
}

//! \brief Walks a text by the grammar of RFC 8259, keeping its own stack of open brackets.
class Checker
{
public:
    Checker(QByteArrayView text, int maxDepth)
        : m_at(text.begin())
        , m_end(text.end())
        , m_maxDepth(maxDepth)
    {}

    //! \return whether the text is one value and nothing else.
    bool check();

    //! \return how far check() got.
    const char *position() const { return m_at; }

private:
    char peek() const { return m_at != m_end ? *m_at : '\0'; }
    bool take(char c);
    void skipSpace();

    bool opensValue();
    bool closesValues();
    bool open(char bracket);
    bool key();
    bool string();
    bool escape();
    bool number();
    bool digits();
    bool literal(QByteArrayView word);

    const char *m_at;
    const char *m_end;
    int m_maxDepth;
    QVarLengthArray<char, MaxJsonDepth> m_open; // The brackets that will close, innermost last.
};

bool Checker::take(char c)
{
    if (m_at == m_end || *m_at != c)
        return false;
    ++m_at;
    return true;
}

void Checker::skipSpace()
{
    while (m_at != m_end && isSpace(*m_at))
        ++m_at;
}

bool Checker::check()
{
    do {
        skipSpace();
        if (!opensValue() || !closesValues())
            return false;
    } while (!m_open.isEmpty());
    return m_at == m_end;
}

//! Takes a scalar, an empty container, or everything up to the first scalar of nested ones.
bool Checker::opensValue()
{
    while (peek() == '[' || peek() == '{') {
        if (!open(*m_at))
            return false;
        if (peek() == m_open.last()) // Empty; closesValues() takes the bracket.
            return true;
        if (m_open.last() == '}' && !key())
            return false;
    }
    switch (peek()) {
    case '"':
        return string();
    case 't':
        return literal("true");
    case 'f':
        return literal("false");
    case 'n':
        return literal("null");
    default:
        return number();
    }
}

//! After a value: takes closing brackets, then a comma (and the key that follows it in an object).
bool Checker::closesValues()
{
    skipSpace();
    while (!m_open.isEmpty() && take(m_open.last())) {
        m_open.removeLast();
        skipSpace();
    }
    if (m_open.isEmpty())
        return true;
    if (!take(','))
        return false;
    skipSpace();
    return m_open.last() == ']' || key();
}

bool Checker::open(char bracket)
{
    if (m_open.size() >= m_maxDepth)
        return false;
    m_open.append(bracket == '[' ? ']' : '}');
    ++m_at;
    skipSpace();
    return true;
}

bool Checker::key()
{
    if (peek() != '"' || !string())
        return false;
    skipSpace();
    if (!take(':'))
        return false;
    skipSpace();
    return true;
}

bool Checker::string()
{
    ++m_at;
    while (true) {
        while (m_at != m_end && PlainBytes[uchar(*m_at)])
            ++m_at;
        if (m_at == m_end)
            return false;
        if (*m_at == '"')
            break;
        if (*m_at == '\\') {
            if (!escape())
                return false;
            continue;
        }
        const int length = utf8SequenceLength(QByteArrayView(m_at, m_end));
        if (length < 2) // One byte that is not plain is a control.
            return false;
        m_at += length;
    }
    ++m_at;
    return true;
}

bool Checker::escape()
{
    ++m_at;
    const char letter = peek();
    if (letter == '\0' || !QByteArrayView("\"\\/bfnrtu").contains(letter))
        return false;
    ++m_at;
    if (letter != 'u')
        return true;
    if (m_end - m_at < 4 || codeUnit(m_at) < 0)
        return false;
    m_at += 4;
    return true;
}

bool Checker::number()
{
    take('-');
    if (!take('0') && !digits())
        return false;
    if (take('.') && !digits())
        return false;
    if (!take('e') && !take('E'))
        return true;
    if (!take('+'))
        take('-');
    return digits();
}

bool Checker::digits()
{
    const char *const first = m_at;
    while (m_at != m_end && isDigit(*m_at))
        ++m_at;
    return m_at != first;
}

bool Checker::literal(QByteArrayView word)
{
    if (!QByteArrayView(m_at, m_end).startsWith(word))
        return false;
    m_at += word.size();
    return true;
}

} // namespace

qsizetype findJsonMistake(QByteArrayView text, int maxDepth)
{
    Checker checker(text, maxDepth);
    return checker.check() ? -1 : checker.position() - text.begin();
}

qsizetype findLoneSurrogate(QByteArrayView checked)
{
    for (qsizetype at = checked.indexOf('\\'); at >= 0; at = checked.indexOf('\\', at + 1)) {
        const qsizetype escape = at++;
        if (checked[at] != 'u')
            continue;
        const int unit = codeUnit(checked.data() + at + 1);
        at += 4;
        if (!QChar::isSurrogate(char32_t(unit)))
            continue;
        const QByteArrayView next = checked.sliced(at + 1);
        if (!QChar::isHighSurrogate(char32_t(unit)) || !next.startsWith("\\u")
            || !QChar::isLowSurrogate(char32_t(codeUnit(next.data() + 2))))
            return escape;
        at += 6;
    }
    return -1;
}

} // namespace linnet
