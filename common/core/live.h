// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace linnet {

//! \brief A value that is replaced while others read it: settings, when the configuration is read
//! again.
//!
//! Reading is one atomic load, from any thread. Whoever has a reference goes on with what it found,
//! also across suspensions: replaced values stay until the end. So this is for what people change
//! now and then; what is equal to the current value does not replace it.
template <typename T>
class Live
{
public:
    explicit Live(T value = T()) { keep(std::move(value)); }
    Q_DISABLE_COPY_MOVE(Live)

    const T &operator*() const { return *m_current.load(std::memory_order_acquire); }
    const T *operator->() const { return m_current.load(std::memory_order_acquire); }

    void replace(T value)
    {
        const std::lock_guard lock(m_mutex);
        if (!(value == **this))
            keep(std::move(value));
    }

private:
    void keep(T value)
    {
        m_values.push_back(std::make_unique<const T>(std::move(value)));
        m_current.store(m_values.back().get(), std::memory_order_release);
    }

    std::mutex m_mutex;
    std::vector<std::unique_ptr<const T>> m_values; //!< The last one is the current one.
    std::atomic<const T *> m_current = nullptr;
};

} // namespace linnet
