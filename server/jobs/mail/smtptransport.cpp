// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/mail/smtptransport.h"

#include <array>
#include <cstring>
#include <curl/curl.h>
#include <memory>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

struct Release
{
    void operator()(CURL *handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};

using Handle = std::unique_ptr<CURL, Release>;
using Recipients = std::unique_ptr<curl_slist, Release>;

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
                                            "MAIL", "RCPT", "DATA"};
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

Error failure(const Dialogue &dialogue, const char *reason)
{
    const bool wasRefused = dialogue.answer.startsWith('4') || dialogue.answer.startsWith('5');
    const QString detail = wasRefused
        ? QString::fromUtf8(dialogue.command + " was answered with " + dialogue.answer)
        : QString::fromUtf8(reason);
    if (dialogue.isFinal())
        return {Error::Kind::InvalidInput, "mail_refused"_L1,
                u"The mail server refuses the mail."_s, detail};
    return {Error::Kind::Unavailable, "mail_failed"_L1,
            u"The mail server does not take the mail."_s, detail};
}

} // namespace

SmtpTransport::SmtpTransport(SmtpSettings settings)
    : m_settings(std::move(settings))
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

Result<> SmtpTransport::deliver(const MimeMessage &message, const std::stop_token &stop)
{
    const Handle handle(curl_easy_init());
    const Recipients recipients(
        curl_slist_append(nullptr, ('<' + message.to.address + '>').constData()));
    Upload upload{message.toBytes()};
    Dialogue dialogue;
    std::stop_token token = stop;
    std::array<char, CURL_ERROR_SIZE> reason = {};
    setUp(handle.get(), m_settings);
    curl_easy_setopt(handle.get(), CURLOPT_MAIL_FROM,
                     ('<' + message.from.address + '>').constData());
    curl_easy_setopt(handle.get(), CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(handle.get(), CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle.get(), CURLOPT_READFUNCTION, readUpload);
    curl_easy_setopt(handle.get(), CURLOPT_READDATA, &upload);
    curl_easy_setopt(handle.get(), CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(handle.get(), CURLOPT_DEBUGFUNCTION, follow);
    curl_easy_setopt(handle.get(), CURLOPT_DEBUGDATA, &dialogue);
    curl_easy_setopt(handle.get(), CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle.get(), CURLOPT_XFERINFOFUNCTION, mayGoOn);
    curl_easy_setopt(handle.get(), CURLOPT_XFERINFODATA, &token);
    curl_easy_setopt(handle.get(), CURLOPT_ERRORBUFFER, reason.data());
    const CURLcode outcome = curl_easy_perform(handle.get());
    if (outcome == CURLE_OK)
        return {};
    return failure(dialogue, reason[0] ? reason.data() : curl_easy_strerror(outcome));
}

} // namespace linnet
