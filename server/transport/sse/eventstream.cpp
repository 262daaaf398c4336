// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/sse/eventstream.h"

#include <algorithm>
#include <utility>

namespace linnet {

//! \brief The connection's end of it.
class EventStream::Source final : public net::BodySource
{
public:
    explicit Source(std::shared_ptr<EventStream> stream)
        : m_stream(std::move(stream))
    {}
    ~Source() override
    {
        m_stream->m_ready = {};
        if (const auto gone = std::exchange(m_stream->m_gone, {}))
            gone();
    }
    Q_DISABLE_COPY_MOVE(Source)

    qint64 size() const override { return Endless; }
    bool isOver() const override { return m_stream->m_isOver; }
    void onReady(std::function<void()> ready) override { m_stream->m_ready = std::move(ready); }

    QByteArray read(qint64 most) override { return m_stream->take(most); }

private:
    const std::shared_ptr<EventStream> m_stream;
};

std::unique_ptr<net::BodySource> EventStream::makeSource(std::shared_ptr<EventStream> stream,
                                                         std::function<void()> gone)
{
    stream->m_gone = std::move(gone);
    return std::make_unique<Source>(std::move(stream));
}

void EventStream::write(const QByteArray &bytes)
{
    if (m_isOver)
        return;
    m_waiting.append(bytes);
    announce();
}

void EventStream::finish()
{
    m_isOver = true;
    announce();
}

void EventStream::announce()
{
    const auto ready = m_ready; // The source may go while it runs.
    if (ready)
        ready();
}

QByteArray EventStream::take(qint64 most)
{
    QByteArray taken;
    while (taken.size() < most && !m_waiting.isEmpty()) {
        iovec next{};
        m_waiting.gather({&next, 1});
        const qint64 bytes = std::min(most - taken.size(), qint64(next.iov_len));
        taken.append(static_cast<const char *>(next.iov_base), bytes);
        m_waiting.consume(bytes);
    }
    return taken;
}

} // namespace linnet
