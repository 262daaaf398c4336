// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/parthead.h"

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Error malformed(const QString &why)
{
    return {Error::Kind::InvalidInput, "invalid_form"_L1, why};
}

bool isTokenCharacter(char c)
{
    return c > ' ' && c <= '~' && !QByteArrayView("()<>@,;:\\\"/[]?={}").contains(c);
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

bool isControl(char c)
{
    return (c >= 0 && c < ' ' && c != '\t') || c == 0x7f;
}

//! \brief Reads a parameter list from left to right.
class Cursor
{
public:
    explicit Cursor(QByteArrayView text)
        : m_rest(text)
    {}

    bool isAtEnd() const { return m_rest.isEmpty(); }

    void skipSpace()
    {
        while (!m_rest.isEmpty() && (m_rest.front() == ' ' || m_rest.front() == '\t'))
            m_rest = m_rest.sliced(1);
    }

    bool skip(char c)
    {
        if (!m_rest.startsWith(c))
            return false;
        m_rest = m_rest.sliced(1);
        return true;
    }

    QByteArrayView takeToken()
    {
        const auto end = std::find_if_not(m_rest.begin(), m_rest.end(), isTokenCharacter);
        const QByteArrayView token = m_rest.first(end - m_rest.begin());
        m_rest = m_rest.sliced(token.size());
        return token;
    }

    //! Behind the opening quote. Browsers write quotes as %22 and leave backslashes alone, so only
    //! what must be escaped counts as escaped. \return nothing without a closing quote.
    std::optional<QByteArray> takeQuoted()
    {
        QByteArray text;
        while (!m_rest.isEmpty() && m_rest.front() != '"') {
            const bool isEscape = m_rest.startsWith("\\\"") || m_rest.startsWith("\\\\");
            text += isEscape ? m_rest[1] : m_rest[0];
            m_rest = m_rest.sliced(isEscape ? 2 : 1);
        }
        return skip('"') ? std::optional(text) : std::nullopt;
    }

private:
    QByteArrayView m_rest;
};

//! \return false if there is no well-formed, new parameter at \p cursor.
bool readParameter(Cursor &cursor, ParameterField &field)
{
    cursor.skipSpace();
    const QByteArray name = cursor.takeToken().toByteArray().toLower();
    if (name.isEmpty() || field.parameters.contains(name) || !cursor.skip('='))
        return false;
    std::optional<QByteArray> value;
    if (cursor.skip('"'))
        value = cursor.takeQuoted();
    else if (const QByteArrayView token = cursor.takeToken(); !token.isEmpty())
        value = token.toByteArray();
    if (!value)
        return false;
    field.parameters.insert(name, *value);
    cursor.skipSpace();
    return true;
}

//! React Native writes filename* behind the file's name, which forms do not have, and escapes
//! neither brackets nor semicolons in it: what follows one is read as far as it can be.
bool hasExtended(const ParameterField &field)
{
    return std::any_of(field.parameters.keyBegin(), field.parameters.keyEnd(),
                       [](const QByteArray &name) { return name.endsWith('*'); });
}

//! \return how browsers wrote \p name before they escaped it.
QString fieldText(QByteArray name)
{
    name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
    return QString::fromUtf8(name);
}

Result<FormPart> toPart(QByteArrayView disposition)
{
    const auto field = parseParameters(disposition);
    if (!field || field->value != "form-data" || !field->parameters.contains("name"))
        return malformed(u"A part of the form has no name."_s);
    FormPart part{fieldText(field->parameters.value("name")), std::nullopt};
    if (field->parameters.contains("filename"))
        part.fileName = fieldText(field->parameters.value("filename"));
    return part;
}

//! \brief One line of a part's head.
struct HeadLine
{
    QByteArray name; //!< In lower case.
    QByteArray value;
};

std::optional<HeadLine> parseLine(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon < 0 || !isToken(line.first(colon))
        || std::any_of(line.begin(), line.end(), isControl))
        return std::nullopt;
    return HeadLine{line.first(colon).toByteArray().toLower(),
                    line.sliced(colon + 1).trimmed().toByteArray()};
}

bool isPlainEncoding(const QByteArray &encoding)
{
    const QByteArray name = encoding.toLower();
    return name == "7bit" || name == "8bit" || name == "binary";
}

} // namespace

std::optional<ParameterField> parseParameters(QByteArrayView text)
{
    const qsizetype semicolon = text.indexOf(';');
    const QByteArrayView value = (semicolon < 0 ? text : text.first(semicolon)).trimmed();
    ParameterField field{value.toByteArray().toLower(), {}};
    if (semicolon < 0)
        return field;
    Cursor cursor(text.sliced(semicolon));
    while (!cursor.isAtEnd()) {
        if (!cursor.skip(';') || !readParameter(cursor, field))
            return hasExtended(field) ? std::optional(field) : std::nullopt;
    }
    return field;
}

Result<FormPart> parsePartHead(QByteArrayView head)
{
    std::optional<QByteArray> disposition;
    while (!head.isEmpty()) {
        const qsizetype end = head.indexOf("\r\n");
        const auto line = parseLine(end < 0 ? head : head.first(end));
        head = end < 0 ? QByteArrayView() : head.sliced(end + 2);
        if (!line)
            return malformed(u"A part of the form has a malformed head."_s);
        if (line->name == "content-transfer-encoding" && !isPlainEncoding(line->value))
            return malformed(u"The parts of a form must be sent as they are."_s);
        if (line->name != "content-disposition")
            continue;
        if (disposition)
            return malformed(u"A part of the form has two names."_s);
        disposition = line->value;
    }
    return toPart(disposition.value_or(QByteArray()));
}

} // namespace linnet
