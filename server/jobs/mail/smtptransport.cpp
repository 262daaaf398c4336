// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/mail/smtptransport.h"

#include "common/domain/maskedidentifier.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <curl/curl.h>
#include <sys/socket.h>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestAnswer = 512; // RFC 5321, 4.5.3.1.5.

struct Release
{
    void operator()(CURL *handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};

using Handle = std::unique_ptr<CURL, Release>;
using Recipients = std::unique_ptr<curl_slist, Release>;

constexpr std::chrono::milliseconds LongestProbe = std::chrono::seconds(10);

QString nameOf(SmtpSettings::Security security)
{
    switch (security) {
    case SmtpSettings::Security::None:
        return u"unencrypted"_s;
    case SmtpSettings::Security::StartTls:
        return u"STARTTLS"_s;
    case SmtpSettings::Security::Tls:
        return u"TLS"_s;
    }
    Q_UNREACHABLE();
}

//! \brief What is left to send.
struct Upload
{
    QByteArray bytes;
    qsizetype position = 0;
};

//! \brief How far the conversation came, and what the server said last.
struct Dialogue
{
    QByteArray command;
    QByteArray answer;
    bool isOver = false; //!< What follows is about leaving.

    //! A refusal that comes before the recipient is named is about the set-up, which somebody will
    //! put right. Only a refusal of this recipient or this mail is final.
    bool isFinal() const
    {
        return (command == "RCPT" || command == "DATA") && answer.startsWith('5');
    }
};

size_t readUpload(char *buffer, size_t size, size_t count, void *state)
{
    Upload &upload = *static_cast<Upload *>(state);
    const auto length = std::min(qsizetype(size * count), upload.bytes.size() - upload.position);
    std::memcpy(buffer, upload.bytes.constData() + upload.position, size_t(length));
    upload.position += length;
    return size_t(length);
}

int follow(CURL *, curl_infotype type, char *data, size_t size, void *state)
{
    // Not all that goes out is a command: a sign-in is answered with the password.
    static const QByteArrayList Commands = {"EHLO", "HELO", "STARTTLS", "AUTH",
                                            "MAIL", "RCPT", "DATA",     "NOOP"};
    Dialogue &dialogue = *static_cast<Dialogue *>(state);
    const QByteArray line = QByteArray(data, qsizetype(size)).trimmed();
    const QByteArray word = line.left(line.indexOf(' ') < 0 ? line.size() : line.indexOf(' '));
    if (type == CURLINFO_HEADER_OUT && word == "QUIT")
        dialogue.isOver = true;
    else if (type == CURLINFO_HEADER_OUT && Commands.contains(word))
        dialogue.command = word;
    else if (type == CURLINFO_HEADER_IN && !dialogue.isOver)
        dialogue.answer = line;
    return 0;
}

int mayGoOn(void *state, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<const std::stop_token *>(state)->stop_requested() ? 1 : 0;
}

QByteArray urlOf(const SmtpSettings &settings)
{
    const QString scheme =
        settings.security == SmtpSettings::Security::Tls ? u"smtps"_s : u"smtp"_s;
    const QString host = settings.host.contains(u':') ? u'[' + settings.host + u']' : settings.host;
    return u"%1://%2:%3"_s.arg(scheme, host).arg(settings.port).toUtf8();
}

void setUp(CURL *handle, const SmtpSettings &settings)
{
    curl_easy_setopt(handle, CURLOPT_URL, urlOf(settings).constData());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, long(settings.timeout.count()));
    // So long at most do a command and, at the end, leaving wait for their answer.
    curl_easy_setopt(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT,
                     long(std::chrono::ceil<std::chrono::seconds>(settings.timeout).count()));
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    if (settings.security == SmtpSettings::Security::StartTls)
        curl_easy_setopt(handle, CURLOPT_USE_SSL, long(CURLUSESSL_ALL));
    if (!settings.caFile.isEmpty())
        curl_easy_setopt(handle, CURLOPT_CAINFO, settings.caFile.toLocal8Bit().constData());
    if (!settings.user.isEmpty()) {
        curl_easy_setopt(handle, CURLOPT_USERNAME, settings.user.toUtf8().constData());
        curl_easy_setopt(handle, CURLOPT_PASSWORD, settings.password.toUtf8().constData());
    }
}

Error failure(const Dialogue &dialogue, const QByteArray &reason)
{
    const bool wasRefused = dialogue.answer.startsWith('4') || dialogue.answer.startsWith('5');
    const QString detail = wasRefused
        ? QString::fromUtf8(dialogue.command) + u" was answered with "_s
            + maskedText(QString::fromUtf8(dialogue.answer.left(LongestAnswer)))
        : QString::fromUtf8(reason);
    if (dialogue.isFinal())
        return {Error::Kind::InvalidInput, "mail_refused"_L1,
                u"The mail server refuses the mail."_s, detail};
    return {Error::Kind::Unavailable, "mail_failed"_L1,
            u"The mail server does not take the mail."_s, detail};
}

} // namespace

//! \brief What came of handing a mail over.
struct SmtpTransport::Attempt
{
    Result<> outcome;
    //! The connection was used before and nothing of the mail has been sent: the server may have
    //! wanted to hang up, which says nothing of the mail.
    bool deservesAnother = false;
};

//! \brief A connection to the mail server, opened by the first mail and opened again where the
//! server has hung up. For one mail at a time.
class SmtpTransport::Line
{
public:
    explicit Line(const SmtpSettings &settings);
    //! Takes its leave, and does not wait for an answer that nobody needs.
    ~Line();
    Q_DISABLE_COPY_MOVE(Line)

    Attempt send(const MimeMessage &message, const std::stop_token &stop);
    //! Does all that comes before a mail.
    Result<> greet(const std::stop_token &stop);

    std::chrono::steady_clock::time_point lastUsed() const { return m_lastUsed; }

private:
    void begin(const std::stop_token &stop);
    QByteArray reason(CURLcode code) const;
    bool wasKept() const;

    std::chrono::steady_clock::time_point m_lastUsed;
    bool m_hasWorked = false;
    Upload m_upload;
    Dialogue m_dialogue;
    std::stop_token m_stop;
    std::array<char, CURL_ERROR_SIZE> m_reason = {};
    Handle m_handle; //!< Last: taking its leave, it uses the others.
};

SmtpTransport::Line::Line(const SmtpSettings &settings)
    : m_handle(curl_easy_init())
{
    CURL *const handle = m_handle.get();
    setUp(handle, settings);
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, readUpload);
    curl_easy_setopt(handle, CURLOPT_READDATA, &m_upload);
    curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, follow);
    curl_easy_setopt(handle, CURLOPT_DEBUGDATA, &m_dialogue);
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, mayGoOn);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &m_stop);
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, m_reason.data());
}

SmtpTransport::Line::~Line()
{
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(m_handle.get(), CURLINFO_ACTIVESOCKET, &socket);
    if (socket != CURL_SOCKET_BAD)
        ::shutdown(socket, SHUT_RD);
}

SmtpTransport::Attempt SmtpTransport::Line::send(const MimeMessage &message,
                                                 const std::stop_token &stop)
{
    const Recipients recipients(
        curl_slist_append(nullptr, ('<' + message.to.address + '>').constData()));
    m_upload = {message.toBytes()};
    begin(stop);
    curl_easy_setopt(m_handle.get(), CURLOPT_MAIL_FROM,
                     ('<' + message.from.address + '>').constData());
    curl_easy_setopt(m_handle.get(), CURLOPT_MAIL_RCPT, recipients.get());
    const CURLcode code = curl_easy_perform(m_handle.get());
    curl_easy_setopt(m_handle.get(), CURLOPT_MAIL_RCPT, nullptr);
    m_lastUsed = std::chrono::steady_clock::now();
    if (code == CURLE_OK) {
        m_hasWorked = true;
        return {};
    }
    const bool tookItsTime = code == CURLE_OPERATION_TIMEDOUT || code == CURLE_ABORTED_BY_CALLBACK;
    const bool isUndecided = !m_dialogue.isFinal() && m_upload.position == 0 && !tookItsTime;
    return {failure(m_dialogue, reason(code)), isUndecided && wasKept()};
}

Result<> SmtpTransport::Line::greet(const std::stop_token &stop)
{
    begin(stop);
    curl_easy_setopt(m_handle.get(), CURLOPT_UPLOAD, 0L);
    curl_easy_setopt(m_handle.get(), CURLOPT_NOBODY, 1L);
    curl_easy_setopt(m_handle.get(), CURLOPT_CUSTOMREQUEST, "NOOP");
    const CURLcode code = curl_easy_perform(m_handle.get());
    if (code != CURLE_OK)
        return failure(m_dialogue, reason(code));
    return {};
}

void SmtpTransport::Line::begin(const std::stop_token &stop)
{
    m_dialogue = {};
    m_stop = stop;
    m_reason[0] = 0;
}

//! \return what libcurl says of \p code.
QByteArray SmtpTransport::Line::reason(CURLcode code) const
{
    return m_reason[0] ? m_reason.data() : curl_easy_strerror(code);
}

//! \return whether the last mail went over a connection that was there already.
bool SmtpTransport::Line::wasKept() const
{
    long opened = 0;
    curl_easy_getinfo(m_handle.get(), CURLINFO_NUM_CONNECTS, &opened);
    return m_hasWorked && opened == 0;
}

SmtpTransport::SmtpTransport(SmtpSettings settings)
    : m_settings(std::move(settings))
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

SmtpTransport::~SmtpTransport() = default;

Result<> SmtpTransport::deliver(const MimeMessage &message, const std::stop_token &stop)
{
    std::unique_ptr<Line> line = takeLine();
    Attempt attempt = line->send(message, stop);
    if (attempt.deservesAnother) {
        line = std::make_unique<Line>(m_settings);
        attempt = line->send(message, stop);
    }
    if (attempt.outcome)
        keep(std::move(line));
    return attempt.outcome;
}

Result<QString> SmtpTransport::probe(const std::stop_token &stop)
{
    SmtpSettings patient = m_settings;
    patient.timeout = std::min(patient.timeout, LongestProbe);
    if (const auto greeted = Line(patient).greet(stop); !greeted)
        return greeted.error();
    const QString user = m_settings.user.isEmpty()
        ? u"without a sign-in"_s
        : u"and takes the sign-in of "_s + m_settings.user;
    return u"%1, port %2, answers (%3) %4"_s.arg(m_settings.host)
        .arg(m_settings.port)
        .arg(nameOf(m_settings.security), user);
}

std::unique_ptr<SmtpTransport::Line> SmtpTransport::takeLine()
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_idle.empty()) {
            auto line = std::move(m_idle.back());
            m_idle.pop_back();
            return line;
        }
    }
    return std::make_unique<Line>(m_settings);
}

void SmtpTransport::keep(std::unique_ptr<Line> line)
{
    const std::lock_guard lock(m_mutex);
    m_idle.push_back(std::move(line));
}

void SmtpTransport::rest()
{
    const auto since = std::chrono::steady_clock::now() - m_settings.idle;
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_idle, [since](const auto &line) { return line->lastUsed() <= since; });
}

} // namespace linnet
