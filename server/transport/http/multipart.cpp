// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/multipart.h"

#include "server/transport/http/parthead.h"

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Error malformed(const QString &why)
{
    return {Error::Kind::InvalidInput, "invalid_form"_L1, why};
}

bool isBoundaryCharacter(char c)
{
    const bool isAlphanumeric =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return isAlphanumeric || QByteArrayView("'()+_,-./:=? ").contains(c);
}

} // namespace

std::optional<QByteArray> multipartBoundary(QByteArrayView contentType)
{
    constexpr qsizetype longest = 70;
    const auto field = parseParameters(contentType);
    if (!field || field->value != "multipart/form-data" || !field->parameters.contains("boundary"))
        return std::nullopt;
    const QByteArray boundary = field->parameters.value("boundary");
    const bool isValid = !boundary.isEmpty() && boundary.size() <= longest
        && !boundary.endsWith(' ')
        && std::all_of(boundary.begin(), boundary.end(), isBoundaryCharacter);
    return isValid ? std::optional(boundary) : std::nullopt;
}

MultipartParser::MultipartParser(const QByteArray &boundary, Receiver &receiver)
    : m_delimiter("\r\n--" + boundary)
    , m_receiver(receiver)
{}

Result<> MultipartParser::write(QByteArrayView piece)
{
    m_waiting.append(piece);
    while (true) {
        const auto next = step();
        if (!next)
            return next.error();
        if (*next == Step::Wait)
            return {};
    }
}

Result<> MultipartParser::finish()
{
    if (m_state != State::End || !(m_waiting.isEmpty() || m_waiting == "\r\n"))
        return malformed(u"The form ends too early."_s);
    return {};
}

Result<MultipartParser::Step> MultipartParser::step()
{
    switch (m_state) {
    case State::Start:
        return readStart();
    case State::AfterDelimiter:
        return readAfterDelimiter();
    case State::Head:
        return readHead();
    case State::Data:
        return readData();
    case State::End:
        return readEnd();
    }
    Q_UNREACHABLE();
}

Result<MultipartParser::Step> MultipartParser::readStart()
{
    const QByteArrayView first = QByteArrayView(m_delimiter).sliced(2);
    if (m_waiting.size() < first.size())
        return Step::Wait;
    if (!m_waiting.startsWith(first))
        return malformed(u"The form does not begin with its boundary."_s);
    m_waiting.remove(0, first.size());
    m_state = State::AfterDelimiter;
    return Step::Go;
}

Result<MultipartParser::Step> MultipartParser::readAfterDelimiter()
{
    if (m_waiting.size() < 2)
        return Step::Wait;
    const bool isLast = m_waiting.startsWith("--");
    if (!isLast && !m_waiting.startsWith("\r\n"))
        return malformed(u"A boundary of the form is followed by something else."_s);
    if (!isLast && ++m_parts > MostParts)
        return malformed(u"The form may have at most %1 parts."_s.arg(MostParts));
    m_waiting.remove(0, 2);
    m_state = isLast ? State::End : State::Head;
    return Step::Go;
}

Result<MultipartParser::Step> MultipartParser::readHead()
{
    const qsizetype end = m_waiting.indexOf("\r\n\r\n");
    if (end > MostHead || (end < 0 && m_waiting.size() > MostHead))
        return malformed(u"The head of a part may have at most %1 bytes."_s.arg(MostHead));
    if (end < 0)
        return Step::Wait;
    const auto part = parsePartHead(QByteArrayView(m_waiting).first(end));
    if (!part)
        return part.error();
    const auto begun = m_receiver.beginPart(*part);
    if (!begun)
        return begun.error();
    m_waiting.remove(0, end + 4);
    m_state = State::Data;
    return Step::Go;
}

Result<MultipartParser::Step> MultipartParser::readData()
{
    const qsizetype end = m_waiting.indexOf(m_delimiter);
    // What looks like the beginning of a delimiter may be one.
    const qsizetype sure = end >= 0 ? end : m_waiting.size() - (m_delimiter.size() - 1);
    if (sure > 0) {
        const auto added = m_receiver.addData(QByteArrayView(m_waiting).first(sure));
        if (!added)
            return added.error();
        m_waiting.remove(0, sure);
    }
    if (end < 0)
        return Step::Wait;
    const auto ended = m_receiver.endPart();
    if (!ended)
        return ended.error();
    m_waiting.remove(0, m_delimiter.size());
    m_state = State::AfterDelimiter;
    return Step::Go;
}

Result<MultipartParser::Step> MultipartParser::readEnd()
{
    if (QByteArrayView("\r\n").startsWith(m_waiting))
        return Step::Wait;
    return malformed(u"Something follows the end of the form."_s);
}

} // namespace linnet
