// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/net/message.h"

namespace linnet {

//! \brief A body that a handler makes while it is sent: one piece of it is in memory.
class StreamSource final : public net::BodySource
{
public:
    //! \p next is called on the thread that the source is read on.
    explicit StreamSource(StreamAnswer::Next next);
    ~StreamSource() override;
    Q_DISABLE_COPY_MOVE(StreamSource)

    qint64 size() const override { return Untold; }
    QByteArray read(qint64 most) override;
    void onReady(std::function<void()> ready) override;
    bool isOver() const override;
    bool hasFailed() const override;

private:
    struct State;

    static QCoro::Task<> fetch(std::shared_ptr<State> state);
    static QCoro::Task<Result<QByteArray>> tryNext(std::shared_ptr<State> state);

    const std::shared_ptr<State> m_state; //!< A piece that is being made may outlive the source.
};

} // namespace linnet
