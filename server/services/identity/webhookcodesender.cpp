// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/webhookcodesender.h"

#include "server/services/cpupool.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <curl/curl.h>
#include <memory>

namespace linnet {

namespace {

constexpr long MostAnswerBytes = 1 << 20;

struct Release
{
    void operator()(CURL *handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};

using Handle = std::unique_ptr<CURL, Release>;
using HeaderList = std::unique_ptr<curl_slist, Release>;

QString kindName(Identifier::Kind kind)
{
    return kind == Identifier::Kind::Phone ? QStringLiteral("phone") : QStringLiteral("email");
}

size_t discard(char *, size_t size, size_t count, void *received)
{
    long &total = *static_cast<long *>(received);
    total += long(size * count);
    return total <= MostAnswerBytes ? size * count : 0; // 0 ends the transfer.
}

int shouldEnd(void *stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<std::stop_token *>(stop)->stop_requested() ? 1 : 0;
}

HeaderList headersFor(const WebhookSettings &settings)
{
    curl_slist *list = curl_slist_append(nullptr, "Content-Type: application/json");
    if (!settings.authorization.isEmpty())
        list = curl_slist_append(list, ("Authorization: " + settings.authorization).constData());
    return HeaderList(list);
}

} // namespace

WebhookCodeSender::WebhookCodeSender(CpuPool &workers, WebhookSettings settings)
    : m_workers(workers)
    , m_settings(std::move(settings))
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

QCoro::Task<Result<>> WebhookCodeSender::send(CodeMessage message)
{
    const QJsonObject body{{QLatin1String("kind"), kindName(message.to.kind)},
                           {QLatin1String("to"), message.to.value},
                           {QLatin1String("code"), message.code},
                           {QLatin1String("lifetime"), qint64(message.lifetime.count())}};
    const QByteArray text = QJsonDocument(body).toJson(QJsonDocument::Compact);
    const auto sent = co_await m_workers.run([this, text] { return post(text); });
    co_return sent;
}

Result<> WebhookCodeSender::post(const QByteArray &body) const
{
    const Handle handle(curl_easy_init());
    const HeaderList headers = headersFor(m_settings);
    std::stop_token stop = m_workers.stopToken();
    long received = 0;
    curl_easy_setopt(handle.get(), CURLOPT_URL, m_settings.url.constData());
    curl_easy_setopt(handle.get(), CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT_MS, long(m_settings.timeout.count()));
    curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, body.constData());
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE, long(body.size()));
    curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, discard);
    curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &received);
    curl_easy_setopt(handle.get(), CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle.get(), CURLOPT_XFERINFOFUNCTION, shouldEnd);
    curl_easy_setopt(handle.get(), CURLOPT_XFERINFODATA, &stop);
    const CURLcode outcome = curl_easy_perform(handle.get());
    if (outcome != CURLE_OK)
        return deliveryFailed(QString::fromUtf8(curl_easy_strerror(outcome)));
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status < 200 || status > 299)
        return deliveryFailed(QStringLiteral("The gateway answered %1.").arg(status));
    return {};
}

} // namespace linnet
